package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** TDLib's encryption of the data after an encryption event: AES-256 in counter mode, with a key derived from the database key. */
final class BinlogCipher {

    /** The text that TDLib authenticates with the key, to detect a wrong key. */
    private static final byte[] PROOF = "cucumbers everywhere".getBytes(StandardCharsets.US_ASCII);

    private static final int SALT_LENGTH = 32;
    private static final int START_LENGTH = 16;

    private BinlogCipher() {}

    /** Returns the data of a new encryption event, with a random salt and IV: {@code flags:int salt iv proof}. */
    static byte[] event(byte[] databaseKey) {
        byte[] salt = random(SALT_LENGTH);
        try {
            byte[] proof = hmac(derive(databaseKey, salt), PROOF);
            return Tl.write(new byte[Integer.BYTES], salt, random(START_LENGTH), proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing", e);
        }
    }

    /**
     * Decrypts or encrypts (the same in counter mode) a file from a position on.
     *
     * @param event the data of the encryption event before the position
     * @throws IllegalArgumentException if the key is wrong
     */
    static byte[] apply(byte[] file, int position, byte[] event, byte[] databaseKey) {
        ByteBuffer in = Tl.buffer(event);
        int _ = in.getInt();
        byte[] salt = Tl.get(in);
        byte[] start = Tl.get(in);
        byte[] proof = Tl.get(in);
        try {
            byte[] key = derive(databaseKey, salt);
            if (!MessageDigest.isEqual(hmac(key, PROOF), proof)) {
                throw new IllegalArgumentException("the database of TDLib has a different key");
            }
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            byte[] changed = Arrays.copyOf(file, file.length);
            cipher.doFinal(file, position, file.length - position, changed, position);
            return changed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES or HMAC is missing", e);
        }
    }

    /**
     * PBKDF2 with HMAC-SHA256 and two rounds, as TDLib uses for keys (60,002 for passwords). Not the JDK's, because
     * that accepts only characters.
     */
    private static byte[] derive(byte[] databaseKey, byte[] salt) throws GeneralSecurityException {
        ByteBuffer block =
                ByteBuffer.allocate(salt.length + Integer.BYTES).put(salt).putInt(1);
        byte[] first = hmac(databaseKey, block.array());
        byte[] second = hmac(databaseKey, first);
        byte[] key = new byte[first.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (first[i] ^ second[i]);
        }
        return key;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
