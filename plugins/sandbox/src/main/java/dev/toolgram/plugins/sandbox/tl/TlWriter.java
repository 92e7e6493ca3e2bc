package dev.toolgram.plugins.sandbox.tl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends the basic types, little-endian. Not thread-safe. */
public final class TlWriter {
    private byte[] buffer = new byte[256];
    private int size;

    /** Four bytes. */
    public TlWriter writeInt(int value) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            buffer[size++] = (byte) (value >> shift);
        }
        return this;
    }

    /** Eight bytes. */
    public TlWriter writeLong(long value) {
        return writeInt((int) value).writeInt((int) (value >> 32));
    }

    /** Bytes as they are. */
    public TlWriter writeRaw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /** Bytes with their length, padded to a multiple of four. */
    public TlWriter writeBytes(byte[] value) {
        int start = size;
        room(value.length + 8);
        if (value.length < 254) {
            buffer[size++] = (byte) value.length;
        } else {
            writeInt(value.length << 8 | 254);
        }
        writeRaw(value);
        while ((size - start) % 4 != 0) {
            room(1);
            buffer[size++] = 0;
        }
        return this;
    }

    /** A text as its UTF-8 bytes. */
    public TlWriter writeString(String value) {
        return writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
