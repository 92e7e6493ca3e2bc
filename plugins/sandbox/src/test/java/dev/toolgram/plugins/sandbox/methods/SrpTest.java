package dev.toolgram.plugins.sandbox.methods;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.number;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.ofNumber;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.DiffieHellman;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SrpTest {
    private static final BigInteger P = DiffieHellman.PRIME;
    private static final BigInteger G = DiffieHellman.GENERATOR;
    private final byte[] salt1 = {0, 1, 2, 3, 4, 5, 6, 7};
    private final byte[] salt2 = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    @Test
    void passwordIsHashedAsAnotherImplementationDoes() {
        assertThat(HexFormat.of().formatHex(Srp.hash("correct horse", salt1, salt2)))
                .isEqualTo("727c27521fe06456759482322fe4ab46e9dfaccc24033763a399dce6d2f986ac");
    }

    @Test
    void onlyTheRightPasswordIsProved() {
        Srp check = new Srp("correct horse", salt1, salt2);

        assertThat(proves(check, "correct horse")).isTrue();
        assertThat(proves(check, "battery staple")).isFalse();
        assertThat(check.proves(new byte[256], new byte[32])).isFalse();
    }

    /** The client's computation, as specified by the protocol. */
    private boolean proves(Srp check, String password) {
        BigInteger a = Bytes.randomNumber(2000);
        byte[] open = ofNumber(G.modPow(a, P), 256);
        BigInteger k = number(sha256(ofNumber(P, 256), ofNumber(G, 256)));
        BigInteger u = number(sha256(open, check.challenge()));
        BigInteger x = number(Srp.hash(password, salt1, salt2));
        BigInteger base =
                number(check.challenge()).subtract(k.multiply(G.modPow(x, P))).mod(P);
        byte[] key = sha256(ofNumber(base.modPow(a.add(u.multiply(x)), P), 256));
        byte[] group = Bytes.xor(sha256(ofNumber(P, 256)), sha256(ofNumber(G, 256)));
        return check.proves(open, sha256(group, sha256(salt1), sha256(salt2), open, check.challenge(), key));
    }
}
