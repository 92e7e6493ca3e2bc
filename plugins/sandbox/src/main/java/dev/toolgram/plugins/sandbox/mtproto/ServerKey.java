package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha256;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import dev.toolgram.plugins.sandbox.tl.TlWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** The RSA key by which a client knows this data centre. */
public final class ServerKey {
    private static final int SIZE = 256;

    private final RSAPrivateKey secret;
    private final RSAPublicKey open;

    private ServerKey(KeyPair pair) {
        secret = (RSAPrivateKey) pair.getPrivate();
        open = (RSAPublicKey) pair.getPublic();
    }

    /** A fresh one of 2048 bits and exponent 65537. */
    public static ServerKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(SIZE * 8);
            return new ServerKey(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has RSA", e);
        }
    }

    /** The one that was {@linkplain #encoded() written down}. */
    public static ServerKey of(byte[] encoded) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey secret = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            PublicKey open =
                    factory.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new ServerKey(new KeyPair(open, secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no RSA key", e);
        }
    }

    /** Its secret half, from which the other follows. */
    public byte[] encoded() {
        return secret.getEncoded();
    }

    RSAPublicKey open() {
        return open;
    }

    /** The fingerprint of the key in the handshake. */
    long fingerprint() {
        byte[] text = new TlWriter()
                .writeBytes(Bytes.ofNumber(open.getModulus(), SIZE))
                .writeBytes(open.getPublicExponent().toByteArray())
                .toBytes();
        return Bytes.longAt(Bytes.sha1(text), 12);
    }

    /**
     * Undoes RSA_PAD: the padded data lies reversed, followed by its hash, encrypted with a one-time key that is itself
     * mixed with the hash of the encrypted part.
     */
    byte[] decrypt(byte[] encrypted) {
        byte[] plain =
                Bytes.ofNumber(Bytes.number(encrypted).modPow(secret.getPrivateExponent(), secret.getModulus()), SIZE);
        byte[] inner = slice(plain, 32, SIZE - 32);
        byte[] oneTimeKey = Bytes.xor(slice(plain, 0, 32), sha256(inner));
        byte[] dataAndHash = new AesKey(oneTimeKey, new byte[32]).decrypt(inner);
        byte[] data = Bytes.reversed(slice(dataAndHash, 0, 192));
        if (!Arrays.equals(sha256(oneTimeKey, data), slice(dataAndHash, 192, 32))) {
            throw new ProtocolException("The hash inside RSA_PAD is wrong");
        }
        return data;
    }
}
