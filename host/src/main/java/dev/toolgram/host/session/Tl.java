package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** TL's strings of bytes: the length in one byte or, after a 254, in three; the bytes; zeros up to a multiple of four. */
final class Tl {

    private static final int LONG = 254;
    private static final int UNKNOWN = 255;

    private Tl() {}

    /** A buffer to read TL from, or to write it into. */
    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int size(byte[] value) {
        return roundedUp((value.length < LONG ? 1 : 4) + value.length);
    }

    static void put(ByteBuffer out, byte[] value) {
        int end = out.position() + size(value);
        if (value.length < LONG) {
            out.put((byte) value.length);
        } else {
            out.putInt(value.length << 8 | LONG);
        }
        out.put(value).position(end);
    }

    /** @throws IllegalArgumentException if there is none */
    static byte[] get(ByteBuffer in) {
        int start = in.position();
        int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : UNKNOWN;
        if (length == LONG && in.remaining() >= 3) {
            length = in.getInt(start) >>> 8;
            in.position(start + 4);
        }
        if (length == UNKNOWN || length > in.remaining()) {
            throw new IllegalArgumentException("a text is cut off");
        }
        byte[] value = new byte[length];
        in.get(value);
        in.position(Math.min(in.limit(), start + roundedUp(in.position() - start)));
        return value;
    }

    private static int roundedUp(int size) {
        return (size + 3) & ~3;
    }
}
