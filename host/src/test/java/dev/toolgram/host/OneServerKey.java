package dev.toolgram.host;

import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Gives every sandbox of a test run the same server key: generating one is a quarter of the processor time of a host's
 * start. Whether keys differ is a matter of the sandbox's own tests.
 */
@NullMarked
@SuppressWarnings("serial")
final class OneServerKey extends Provider {

    private static final String RSA = "RSA";
    private static final int BITS = 2048;
    private static final KeyPair KEY = generate();

    private OneServerKey() {
        super("one-server-key", "1", "One RSA key");
        putService(new Service(this, "KeyPairGenerator", RSA, Generator.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
                return new Generator();
            }
        });
    }

    static void install() {
        int _ = Security.insertProviderAt(new OneServerKey(), 1);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(RSA, "SunRsaSign");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Generator extends KeyPairGeneratorSpi {
        @Override
        public void initialize(int bits, SecureRandom random) {
            if (bits != BITS) {
                throw new InvalidParameterException("only " + BITS + " bits");
            }
        }

        @Override
        public KeyPair generateKeyPair() {
            return KEY;
        }
    }
}
