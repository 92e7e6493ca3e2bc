package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key shared by a client and a data center. Anyone holding it can act as the client, so toString() hides it. */
public final class AuthKey {

    static final int LENGTH = 256;

    private final byte[] bytes;

    /** @throws IllegalArgumentException if the length is wrong */
    AuthKey(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A key must have " + LENGTH + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Whether it is all zeros, which clients store before the key exchange. */
    boolean isBlank() {
        return MessageDigest.isEqual(bytes, new byte[LENGTH]);
    }

    /** MTProto's id of the key, which is not secret. */
    long id() {
        return ByteBuffer.wrap(sha1()).order(ByteOrder.LITTLE_ENDIAN).getLong(12);
    }

    /** The bytes of {@link #id()} in hexadecimal digits, for file names. */
    public String name() {
        return HexFormat.of().formatHex(sha1(), 12, 20);
    }

    private byte[] sha1() {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is missing", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id());
    }

    @Override
    public String toString() {
        return "***";
    }
}
