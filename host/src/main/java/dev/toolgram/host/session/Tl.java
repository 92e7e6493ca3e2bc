package dev.toolgram.host.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/** TL's byte strings: the length in one byte or, after 254, in three; the bytes; zero padding to a multiple of four. */
final class Tl {

    private static final int LONG = 254;
    private static final int UNKNOWN = 255;

    private Tl() {}

    /** Returns a buffer for reading or writing TL. */
    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns other fields, then byte strings. */
    static byte[] write(byte[] fields, byte[]... strings) {
        int size = fields.length + Stream.of(strings).mapToInt(Tl::size).sum();
        ByteBuffer out = buffer(new byte[size]).put(fields);
        for (byte[] string : strings) {
            int end = out.position() + size(string);
            if (string.length < LONG) {
                out.put((byte) string.length);
            } else {
                out.putInt(string.length << 8 | LONG);
            }
            out.put(string).position(end);
        }
        return out.array();
    }

    private static int size(byte[] value) {
        return roundedUp((value.length < LONG ? 1 : 4) + value.length);
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
