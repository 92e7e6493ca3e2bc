package dev.toolgram.plugins.sandbox.tl;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Takes the basic types from bytes, in order. Not thread-safe. */
public final class TlReader {
    private final ByteBuffer buffer;

    /** Reads from the first byte. */
    public TlReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Four bytes. */
    public int readInt() {
        need(4);
        return buffer.getInt();
    }

    /** Eight bytes. */
    public long readLong() {
        need(8);
        return buffer.getLong();
    }

    /** Reads a number of raw bytes. */
    public byte[] readRaw(int length) {
        need(length);
        byte[] value = new byte[length];
        buffer.get(value);
        return value;
    }

    /** Bytes with their length before and their padding behind. */
    public byte[] readBytes() {
        try {
            int start = buffer.position();
            int length = buffer.get() & 0xff;
            if (length == 254) {
                buffer.position(start);
                length = buffer.getInt() >>> 8;
            }
            byte[] value = readRaw(length);
            int padding = -(buffer.position() - start) & 3;
            readRaw(padding);
            return value;
        } catch (BufferUnderflowException e) {
            throw new TlException("The bytes end inside a string");
        }
    }

    /** UTF-8 bytes as text. */
    public String readString() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /** The number of remaining bytes. */
    public int remaining() {
        return buffer.remaining();
    }

    private void need(int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new TlException("Wanted %d bytes where %d are left".formatted(length, buffer.remaining()));
        }
    }
}
