package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** How TDLib encrypts what follows an encryption event: AES-256 in counter mode, with a key made of the database's. */
final class BinlogCipher {

    /** What TDLib authenticates with the key, to recognise a wrong one. */
    private static final byte[] PROOF = "cucumbers everywhere".getBytes(StandardCharsets.US_ASCII);

    private BinlogCipher() {}

    /**
     * Decrypts a file from a position on.
     *
     * @param event the data of the encryption event: {@code type:int salt iv proof}
     * @throws IllegalArgumentException if the key is another one
     */
    static byte[] decrypt(byte[] file, int position, byte[] event, byte[] databaseKey) {
        ByteBuffer in = Tl.buffer(event);
        int _ = in.getInt();
        byte[] salt = Tl.get(in);
        byte[] start = Tl.get(in);
        byte[] proof = Tl.get(in);
        try {
            byte[] key = derive(databaseKey, salt);
            if (!MessageDigest.isEqual(hmac(key, PROOF), proof)) {
                throw new IllegalArgumentException("the database of TDLib has another key");
            }
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            byte[] plain = Arrays.copyOf(file, file.length);
            cipher.doFinal(file, position, file.length - position, plain, position);
            return plain;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES and HMAC", e);
        }
    }

    /**
     * PBKDF2 with HMAC-SHA256 and the two rounds that TDLib gives a key (a password would get 60,002). By hand, because
     * Java's takes only characters.
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

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
