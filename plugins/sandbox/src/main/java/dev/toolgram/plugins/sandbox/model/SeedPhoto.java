package dev.toolgram.plugins.sandbox.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The photo of the harbour at dawn, painted rather than kept as a file: a sky, a sun and the sea. */
final class SeedPhoto {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BIT_RGB = {8, 2, 0, 0, 0};

    private SeedPhoto() {}

    /** As PNG. */
    static byte[] png(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(EIGHT_BIT_RGB)
                .array();
        byte[] data = deflate(rows(width, height));
        return ByteBuffer.allocate(SIGNATURE.length + 3 * 12 + header.length + data.length)
                .put(SIGNATURE)
                .put(chunk("IHDR", header))
                .put(chunk("IDAT", data))
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    /** Each row begins with its filter, none. */
    private static byte[] rows(int width, int height) {
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
        int horizon = height * 3 / 5;
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < width; x++) {
                boolean sun = Math.hypot(x - width / 2.0, y - horizon) < height / 6.0 && y < horizon;
                int light = y < horizon ? y * 100 / horizon : 100 - (y - horizon) * 90 / (height - horizon);
                rows.put((byte) (sun ? 255 : 90 + light))
                        .put((byte) (sun ? 220 : 70 + light * 3 / 4))
                        .put((byte) (sun ? 120 : y < horizon ? 140 : 160));
            }
        }
        return rows.array();
    }

    private static byte[] deflate(byte[] rows) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(rows);
            deflater.finish();
            byte[] buffer = new byte[rows.length + 1024];
            int length = deflater.deflate(buffer);
            return Arrays.copyOf(buffer, length);
        }
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }
}
