package dev.toolgram.plugins.sandbox.methods;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.number;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.ofNumber;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha256;

import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.DiffieHellman;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One check of a password by SRP: the client proves that it knows the password, which never travels. The names of the
 * numbers are those of the protocol's description.
 */
final class Srp {
    private static final BigInteger P = DiffieHellman.PRIME;
    private static final BigInteger G = DiffieHellman.GENERATOR;
    private static final int SIZE = 256;
    private static final int ROUNDS = 100_000;

    private final byte[] salt1;
    private final byte[] salt2;
    private final BigInteger verifier;
    private final BigInteger secret = Bytes.randomNumber(2040);
    private final byte[] challenge;

    /** Creates a check of this password with salts, which are sent to the client. */
    Srp(String password, byte[] salt1, byte[] salt2) {
        this.salt1 = salt1;
        this.salt2 = salt2;
        verifier = G.modPow(number(hash(password, salt1, salt2)), P);
        BigInteger k = number(sha256(ofNumber(P, SIZE), ofNumber(G, SIZE)));
        challenge = ofNumber(k.multiply(verifier).add(G.modPow(secret, P)).mod(P), SIZE);
    }

    /** The number that is sent to the client, {@code srp_B}. */
    byte[] challenge() {
        return challenge;
    }

    /** Whether the client's number {@code A} and proof {@code M1} show that it knows the password. */
    boolean proves(byte[] a, byte[] proof) {
        BigInteger client = number(a);
        if (client.mod(P).signum() == 0) {
            return false;
        }
        byte[] padded = ofNumber(client, SIZE);
        BigInteger u = number(sha256(padded, challenge));
        BigInteger shared = client.multiply(verifier.modPow(u, P)).modPow(secret, P);
        byte[] key = sha256(ofNumber(shared, SIZE));
        byte[] group = Bytes.xor(sha256(ofNumber(P, SIZE)), sha256(ofNumber(G, SIZE)));
        byte[] expected = sha256(group, sha256(salt1), sha256(salt2), padded, challenge, key);
        return Arrays.equals(expected, proof);
    }

    static byte[] hash(String password, byte[] salt1, byte[] salt2) {
        byte[] first = salted(salted(password.getBytes(StandardCharsets.UTF_8), salt1), salt2);
        return salted(pbkdf2(first, salt1), salt2);
    }

    private static byte[] salted(byte[] data, byte[] salt) {
        return sha256(salt, data, salt);
    }

    /** By hand: the JDK's takes characters, and the "password" here is a hash. */
    private static byte[] pbkdf2(byte[] password, byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(password, "HmacSHA512"));
            mac.update(salt);
            byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
            byte[] result = round.clone();
            for (int i = 1; i < ROUNDS; i++) {
                round = mac.doFinal(round);
                for (int j = 0; j < result.length; j++) {
                    result[j] ^= round[j];
                }
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java has HMAC-SHA512", e);
        }
    }
}
