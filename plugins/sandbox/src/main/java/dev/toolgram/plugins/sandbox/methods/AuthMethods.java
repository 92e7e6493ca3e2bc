package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.WeakHashMap;

/** Signing in and out. */
final class AuthMethods implements MethodGroup {
    private static final int CODE_LENGTH = Account.CODE.length();
    private static final int TOKEN_SECONDS = 30;
    private static final byte[] TRANSFER = {9, 9};

    private final ServerState state;
    private final Account account;
    private final Map<AuthKey, String> sentCodes = new WeakHashMap<>();

    AuthMethods(ServerState state, Account account) {
        this.state = state;
        this.account = account;
    }

    /** Whether a method may be called before anybody is signed in. */
    static boolean isOpenToAll(String method) {
        return method.startsWith("auth.")
                || method.startsWith("help.")
                || method.startsWith("langpack.")
                || method.equals("account.getPassword");
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("auth.sendCode", this::sendCode);
        methods.put("auth.resendCode", this::sendCode);
        methods.put("auth.cancelCode", call -> sentCodes.remove(call.key()) != null);
        methods.put("auth.signIn", this::signIn);
        methods.put("auth.exportLoginToken", this::exportLoginToken);
        methods.put("auth.exportAuthorization", this::exportAuthorization);
        methods.put("auth.importAuthorization", this::importAuthorization);
        methods.put("auth.dropTempAuthKeys", call -> true);
        methods.put("auth.logOut", call -> {
            call.key().setAuthorized(false);
            return TlObject.of("auth.loggedOut");
        });
    }

    static TlObject authorization(ServerState state) {
        return TlObject.of("auth.authorization", "user", state.self().toTl(state.account()));
    }

    private TlObject sendCode(RpcCall call) {
        String phone = call.function().stringField("phone_number").replaceAll("\\D", "");
        if (!phone.equals(state.self().phone())) {
            throw RpcError.bad("PHONE_NUMBER_INVALID");
        }
        String hash = HexFormat.of().formatHex(Bytes.random(9));
        sentCodes.put(call.key(), hash);
        TlObject type = TlObject.of("auth.sentCodeTypeApp", "length", CODE_LENGTH);
        return TlObject.of("auth.sentCode", "type", type, "phone_code_hash", hash);
    }

    private TlObject signIn(RpcCall call) {
        TlObject asked = call.function();
        if (asked.stringField("phone_code").isEmpty()) {
            throw RpcError.bad("PHONE_CODE_EMPTY");
        }
        if (!asked.stringField("phone_code_hash").equals(sentCodes.get(call.key()))) {
            throw RpcError.bad("PHONE_CODE_EXPIRED");
        }
        if (!asked.stringField("phone_code").equals(Account.CODE)) {
            throw RpcError.bad("PHONE_CODE_INVALID");
        }
        sentCodes.remove(call.key());
        return finish(call);
    }

    private TlObject finish(RpcCall call) {
        if (account.password() != null) {
            throw new RpcError(401, "SESSION_PASSWORD_NEEDED");
        }
        account.signIn(call.key());
        return authorization(state);
    }

    private TlObject exportLoginToken(RpcCall call) {
        if (account.wasScanned(call.key())) {
            return TlObject.of("auth.loginTokenSuccess", "authorization", finish(call));
        }
        account.showsCode(call.key());
        return TlObject.of("auth.loginToken", "expires", state.now() + TOKEN_SECONDS, "token", Bytes.random(32));
    }

    /** For a client that fetches a file from another data centre: it is signed in there with these bytes. */
    private TlObject exportAuthorization(RpcCall call) {
        if (!call.key().authorized()) {
            throw new RpcError(401, "AUTH_KEY_UNREGISTERED");
        }
        return TlObject.of("auth.exportedAuthorization", "id", state.account(), "bytes", TRANSFER);
    }

    private TlObject importAuthorization(RpcCall call) {
        if (!Arrays.equals(call.function().bytes("bytes"), TRANSFER)) {
            throw RpcError.bad("AUTH_BYTES_INVALID");
        }
        call.key().setAuthorized(true);
        return authorization(state);
    }
}
