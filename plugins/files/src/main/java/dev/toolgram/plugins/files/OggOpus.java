package dev.toolgram.plugins.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Ogg files with Opus audio (RFC 7845), the only format of voice messages. */
final class OggOpus {

    /** The header of an Ogg page with one segment, 28 bytes, and the first bytes of the segment. */
    private static final int START = 64;

    private static final int PRE_SKIP = 28 + 10;
    private static final int GRANULE = 6;

    /** The largest page (RFC 3533, section 6). */
    private static final int MAX_PAGE = 65_307;

    private static final int SAMPLE_RATE = 48_000;

    private OggOpus() {}

    /** Whether the file starts with an Ogg page with an Opus header. */
    static boolean isIn(Path file) {
        String start = latin1(read(file, 0, START));
        return start.startsWith("OggS") && start.contains("OpusHead");
    }

    /** The duration in seconds, rounded up, from the position of the last page; 0 if the file does not say it. */
    static int seconds(Path file) {
        long size = file.toFile().length();
        byte[] start = read(file, 0, START);
        byte[] end = read(file, Math.max(0, size - MAX_PAGE), MAX_PAGE);
        int last = latin1(end).lastIndexOf("OggS");
        if (last < 0 || end.length - last < GRANULE + Long.BYTES || start.length < PRE_SKIP + Short.BYTES) {
            return 0;
        }
        long samples = little(end).getLong(last + GRANULE)
                - Short.toUnsignedInt(little(start).getShort(PRE_SKIP));
        return samples <= 0 ? 0 : (int) Math.min(Math.ceilDiv(samples, SAMPLE_RATE), Integer.MAX_VALUE);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] read(Path file, long from, int count) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(count, in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
