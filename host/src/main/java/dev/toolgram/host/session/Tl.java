package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** TL's byte strings: the length in one byte or, after 254, in three; the bytes; zero padding to a multiple of four. */
final class Tl {

    private static final int LONG = 254;
    private static final int UNKNOWN = 255;

    private Tl() {}

    /** Returns a buffer for reading or writing TL. */
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

    /** @throws IllegalArgumentException if it is truncated */
    static byte[] get(ByteBuffer in) {
        int start = in.position();
        int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : UNKNOWN;
        if (length == LONG && in.remaining() >= 3) {
            length = in.getInt(start) >>> 8;
            in.position(start + 4);
        }
        if (length == UNKNOWN || length > in.remaining()) {
            throw new IllegalArgumentException("truncated byte string");
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
