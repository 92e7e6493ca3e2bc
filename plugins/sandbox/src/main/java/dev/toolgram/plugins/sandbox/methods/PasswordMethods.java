package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.DiffieHellman;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Map;
import java.util.WeakHashMap;

/** The two-step verification. */
final class PasswordMethods implements MethodGroup {
    private static final long CHECK_ID = 77;
    private static final String HINT = "the usual";

    private final ServerState state;
    private final Account account;
    private final byte[] salt1 = Bytes.random(8);
    private final byte[] salt2 = Bytes.random(16);
    private final Map<AuthKey, Srp> checks = new WeakHashMap<>();

    PasswordMethods(ServerState state, Account account) {
        this.state = state;
        this.account = account;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("account.getPassword", this::getPassword);
        methods.put("auth.checkPassword", this::checkPassword);
    }

    private TlObject getPassword(RpcCall call) {
        TlObject forSecrets = TlObject.of("securePasswordKdfAlgoPBKDF2HMACSHA512iter100000", "salt", Bytes.random(8));
        TlObject answer = TlObject.of("account.password")
                .with("new_algo", algorithm())
                .with("new_secure_algo", forSecrets)
                .with("secure_random", Bytes.random(256));
        String password = account.password();
        if (password == null) {
            return answer;
        }
        Srp check = new Srp(password, salt1, salt2);
        checks.put(call.key(), check);
        return answer.with("has_password", true)
                .with("current_algo", algorithm())
                .with("srp_B", check.challenge())
                .with("srp_id", CHECK_ID)
                .with("hint", HINT);
    }

    private TlObject algorithm() {
        return TlObject.of("passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow")
                .with("salt1", salt1)
                .with("salt2", salt2)
                .with("g", DiffieHellman.GENERATOR.intValue())
                .with("p", Bytes.ofNumber(DiffieHellman.PRIME, 256));
    }

    private TlObject checkPassword(RpcCall call) {
        Srp check = checks.get(call.key());
        TlObject proof = call.function().object("password");
        if (check == null) {
            throw RpcError.bad("SRP_ID_INVALID");
        }
        if (!check.proves(proof.bytes("A"), proof.bytes("M1"))) {
            throw RpcError.bad("PASSWORD_HASH_INVALID");
        }
        checks.remove(call.key());
        account.signIn(call.key());
        return AuthMethods.authorization(state);
    }
}
