package dev.toolgram.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

/** An Ogg file with Opus audio (RFC 7845): a page with the header, and an empty one that ends at a time. */
@NullMarked
public final class VoiceFile {

    private static final int PRE_SKIP = 312;

    private VoiceFile() {}

    public static byte[] of(double seconds) {
        byte[] head = ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 1)
                .putShort((short) PRE_SKIP)
                .putInt(48_000)
                .putShort((short) 0)
                .put((byte) 0)
                .array();
        byte[] first = page(0, head);
        byte[] last = page(Math.round(seconds * 48_000) + PRE_SKIP, new byte[40]);
        return ByteBuffer.allocate(first.length + last.length)
                .put(first)
                .put(last)
                .array();
    }

    private static byte[] page(long position, byte[] packet) {
        return ByteBuffer.allocate(28 + packet.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OggS".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0)
                .putLong(position)
                .putInt(1)
                .putInt(0)
                .putInt(0)
                .put((byte) 1)
                .put((byte) packet.length)
                .put(packet)
                .array();
    }
}
