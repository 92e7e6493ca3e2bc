package dev.toolgram.plugins.sandbox.mtproto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/** Small operations on byte arrays, as the protocol's descriptions are written in them. */
public final class Bytes {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Bytes() {}

    /** One behind the other. */
    public static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** {@code length} bytes from {@code offset}. */
    public static byte[] slice(byte[] bytes, int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** Each byte of one with the byte of the other. */
    public static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    /** The last byte first. */
    public static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }

    /** A number that is not negative, big-endian, in exactly so many bytes. */
    public static byte[] ofNumber(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] result = new byte[length];
        int kept = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - kept, result, length - kept, kept);
        return result;
    }

    /** A number that is not negative, from big-endian bytes. */
    public static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    /** Eight bytes, little-endian. */
    public static long longAt(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = (value << 8) | (bytes[offset + i] & 0xff);
        }
        return value;
    }

    /** Four bytes, little-endian. */
    public static int intAt(byte[] bytes, int offset) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = (value << 8) | (bytes[offset + i] & 0xff);
        }
        return value;
    }

    /** Unpredictable bytes. */
    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** An unpredictable number. */
    public static long randomLong() {
        return RANDOM.nextLong();
    }

    /** An unpredictable number of so many bits. */
    public static BigInteger randomNumber(int bits) {
        return new BigInteger(bits, RANDOM);
    }

    /** SHA-1 of the parts together. */
    public static byte[] sha1(byte[]... parts) {
        return digest("SHA-1", parts);
    }

    /** SHA-256 of the parts together. */
    public static byte[] sha256(byte[]... parts) {
        return digest("SHA-256", parts);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has " + algorithm, e);
        }
    }
}
