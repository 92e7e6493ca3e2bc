package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The obfuscated transport: the client's first 64 bytes hold the keys of two AES-CTR streams (the way back uses the
 * same bytes reversed) and, encrypted with the first, which framing it will use.
 */
final class Obfuscation {
    static final int HEADER = 64;
    private static final int INTERMEDIATE = 0xeeeeeeee;
    private static final int PADDED_INTERMEDIATE = 0xdddddddd;

    private final Cipher incoming;
    private final Cipher outgoing;
    private final boolean padded;

    /** From the client's header. */
    Obfuscation(byte[] header) {
        incoming = stream(header);
        outgoing = stream(concatReversed(header));
        int framing = Bytes.intAt(decrypt(header), 56);
        if (framing != INTERMEDIATE && framing != PADDED_INTERMEDIATE) {
            throw new ProtocolException("Unknown framing " + Integer.toHexString(framing));
        }
        padded = framing == PADDED_INTERMEDIATE;
    }

    private static byte[] concatReversed(byte[] header) {
        return Bytes.concat(new byte[8], Bytes.reversed(slice(header, 8, 48)));
    }

    /** The key lies at 8 and the vector at 40. */
    private static Cipher stream(byte[] header) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, // in counter mode both ways are the same
                    new SecretKeySpec(slice(header, 8, 32), "AES"),
                    new IvParameterSpec(slice(header, 40, 16)));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java has AES", e);
        }
    }

    boolean padded() {
        return padded;
    }

    byte[] decrypt(byte[] bytes) {
        return run(incoming, bytes);
    }

    byte[] encrypt(byte[] bytes) {
        return run(outgoing, bytes);
    }

    private static byte[] run(Cipher cipher, byte[] bytes) {
        byte[] out = cipher.update(bytes);
        return out == null ? new byte[0] : out;
    }
}
