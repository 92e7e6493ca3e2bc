package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha1;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import dev.toolgram.plugins.sandbox.tl.Codec;
import dev.toolgram.plugins.sandbox.tl.TlException;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.tl.TlReader;
import java.util.Arrays;

/** {@code auth.bindTempAuthKey}: a temporary key speaks for a permanent one, proved by a message under the latter. */
final class TempKeyBinding {
    private static final int HEADER = 32;

    private final Codec codec;
    private final AuthKeys keys;

    TempKeyBinding(Codec codec, AuthKeys keys) {
        this.codec = codec;
        this.keys = keys;
    }

    void bind(Session session, TlObject call) {
        AuthKey permanent = keys.find(call.longField("perm_auth_key_id"));
        if (permanent == null || permanent.temporary() || !proves(call, session, permanent)) {
            throw RpcError.bad("ENCRYPTED_MESSAGE_INVALID");
        }
        session.key().bindTo(permanent);
    }

    private boolean proves(TlObject call, Session session, AuthKey permanent) {
        byte[] encrypted = call.bytes("encrypted_message");
        if (encrypted.length < 24 + 80) {
            return false;
        }
        byte[] messageKey = slice(encrypted, 8, 16);
        byte[] plain = AesKey.ofBinding(permanent.value(), messageKey)
                .decrypt(slice(encrypted, 24, encrypted.length - 24 & -16));
        int length = Bytes.intAt(plain, HEADER - 4);
        if (length < 0
                || length > plain.length - HEADER
                || !Arrays.equals(slice(sha1(slice(plain, 0, HEADER + length)), 4, 16), messageKey)) {
            return false;
        }
        try {
            TlObject inner = codec.readObject(new TlReader(slice(plain, HEADER, length)));
            return inner.is("mt_bind_auth_key_inner")
                    && inner.longField("nonce") == call.longField("nonce")
                    && inner.longField("temp_auth_key_id") == session.key().id()
                    && inner.longField("perm_auth_key_id") == permanent.id()
                    && inner.longField("temp_session_id") == session.id();
        } catch (TlException _) {
            return false;
        }
    }
}
