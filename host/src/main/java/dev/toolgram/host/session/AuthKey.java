package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key that an account's client and a data centre share. Who has it, is that client: it never prints. */
public final class AuthKey {

    static final int LENGTH = 256;

    private final byte[] bytes;

    /** @throws IllegalArgumentException if these bytes are no key */
    AuthKey(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + LENGTH + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Whether it is all zeros, as a client writes it that has not agreed on one yet. */
    boolean isBlank() {
        return MessageDigest.isEqual(bytes, new byte[LENGTH]);
    }

    /** The number by which MTProto names it on the wire: no secret. */
    long id() {
        return ByteBuffer.wrap(sha1()).order(ByteOrder.LITTLE_ENDIAN).getLong(12);
    }

    /** The bytes of {@link #id()} in hexadecimal digits, good as a file's name. */
    public String name() {
        return HexFormat.of().formatHex(sha1(), 12, 20);
    }

    private byte[] sha1() {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
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
