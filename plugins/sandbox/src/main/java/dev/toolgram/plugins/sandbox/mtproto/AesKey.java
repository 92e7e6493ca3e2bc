package dev.toolgram.plugins.sandbox.mtproto;

import static dev.toolgram.plugins.sandbox.mtproto.Bytes.concat;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha1;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.sha256;
import static dev.toolgram.plugins.sandbox.mtproto.Bytes.slice;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** A key and initial vector of AES-256 in IGE mode, and the ways the protocol derives them. */
final class AesKey {
    /** Which way a message goes; the keys differ. */
    enum Direction {
        TO_SERVER(0),
        TO_CLIENT(8);

        private final int offset;

        Direction(int offset) {
            this.offset = offset;
        }
    }

    private static final int BLOCK = 16;

    private final byte[] key;
    private final byte[] iv;

    AesKey(byte[] key, byte[] iv) {
        this.key = key;
        this.iv = iv;
    }

    /** For an encrypted message (MTProto 2.0). */
    static AesKey ofMessage(byte[] authKey, byte[] messageKey, Direction direction) {
        int x = direction.offset;
        byte[] a = sha256(messageKey, slice(authKey, x, 36));
        byte[] b = sha256(slice(authKey, 40 + x, 36), messageKey);
        return new AesKey(
                concat(slice(a, 0, 8), slice(b, 8, 16), slice(a, 24, 8)),
                concat(slice(b, 0, 8), slice(a, 8, 16), slice(b, 24, 8)));
    }

    /** For the message inside {@code auth.bindTempAuthKey}, the last user of MTProto 1.0. */
    static AesKey ofBinding(byte[] authKey, byte[] messageKey) {
        byte[] a = sha1(messageKey, slice(authKey, 0, 32));
        byte[] b = sha1(slice(authKey, 32, 16), messageKey, slice(authKey, 48, 16));
        byte[] c = sha1(slice(authKey, 64, 32), messageKey);
        byte[] d = sha1(messageKey, slice(authKey, 96, 32));
        return new AesKey(
                concat(slice(a, 0, 8), slice(b, 8, 12), slice(c, 4, 12)),
                concat(slice(a, 8, 12), slice(b, 0, 8), slice(c, 16, 4), slice(d, 0, 8)));
    }

    /** For the Diffie-Hellman part of the key exchange. */
    static AesKey ofHandshake(byte[] serverNonce, byte[] newNonce) {
        byte[] ns = sha1(newNonce, serverNonce);
        byte[] sn = sha1(serverNonce, newNonce);
        byte[] nn = sha1(newNonce, newNonce);
        return new AesKey(concat(ns, slice(sn, 0, 12)), concat(slice(sn, 12, 8), nn, slice(newNonce, 0, 4)));
    }

    byte[] encrypt(byte[] plain) {
        return run(Cipher.ENCRYPT_MODE, plain, slice(iv, 0, BLOCK), slice(iv, BLOCK, BLOCK));
    }

    byte[] decrypt(byte[] encrypted) {
        return run(Cipher.DECRYPT_MODE, encrypted, slice(iv, BLOCK, BLOCK), slice(iv, 0, BLOCK));
    }

    /**
     * IGE: each block is mixed before the cipher with the last output and behind it with the last input. Decrypting
     * differs only in the roles of the vector's halves.
     */
    private byte[] run(int mode, byte[] in, byte[] lastOut, byte[] lastIn) {
        if (in.length % BLOCK != 0) {
            throw new ProtocolException("%d bytes are not whole blocks".formatted(in.length));
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            byte[] out = new byte[in.length];
            byte[] mixed = new byte[BLOCK];
            for (int block = 0; block < in.length; block += BLOCK) {
                for (int i = 0; i < BLOCK; i++) {
                    mixed[i] = (byte) (in[block + i] ^ lastOut[i]);
                }
                update(cipher, mixed, out, block);
                for (int i = 0; i < BLOCK; i++) {
                    out[block + i] ^= lastIn[i];
                    lastOut[i] = out[block + i];
                    lastIn[i] = in[block + i];
                }
            }
            return out;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java has AES", e);
        }
    }

    private static void update(Cipher cipher, byte[] in, byte[] out, int offset) throws ShortBufferException {
        int written = cipher.update(in, 0, BLOCK, out, offset);
        if (written != BLOCK) {
            throw new AssertionError("ECB answers block by block");
        }
    }
}
