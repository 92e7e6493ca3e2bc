package dev.toolgram.host.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a stream from one delimiter to the next. Undertow's parser of forms looks at each byte, which slows down large
 * uploads; this search (Boyer-Moore-Horspool) skips most of them.
 */
final class DelimitedInput {

    /** Bytes to look for, and how far the search may go on after each byte that it may meet at their end. */
    record Delimiter(byte[] bytes, int[] steps) {

        static Delimiter of(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] steps = new int[256];
            Arrays.fill(steps, bytes.length);
            for (int i = 0; i < bytes.length - 1; i++) {
                steps[bytes[i] & 0xff] = bytes.length - 1 - i;
            }
            return new Delimiter(bytes, steps);
        }
    }

    /** Waits for bytes and puts some into a buffer; returns -1 at the end. */
    @FunctionalInterface
    interface Source {
        int read(ByteBuffer buffer) throws IOException;
    }

    /** Undertow's streams have 16 KB, so a large file would take eight times as many calls of the system. */
    private static final int ROOM = 1 << 17;

    private final Source in;
    private final byte[] buffer = new byte[ROOM];
    private int start;
    private int end;

    /** @param before bytes to read before the stream */
    DelimitedInput(String before, Source in) {
        this.in = in;
        byte[] first = before.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(first, 0, buffer, 0, first.length);
        end = first.length;
    }

    /**
     * Copies the bytes before a delimiter, and skips the delimiter.
     *
     * @throws EOFException if it does not come
     */
    void copyUntil(Delimiter delimiter, OutputStream out) throws IOException {
        while (true) {
            int found = find(delimiter);
            if (found >= 0) {
                out.write(buffer, start, found - start);
                start = found + delimiter.bytes().length;
                return;
            }
            int kept = Math.min(end - start, delimiter.bytes().length - 1);
            out.write(buffer, start, end - start - kept);
            start = end - kept;
            fill();
        }
    }

    /**
     * Reads the next bytes.
     *
     * @throws EOFException if there are fewer
     */
    String next(int count) throws IOException {
        while (end - start < count) {
            fill();
        }
        start += count;
        return new String(buffer, start - count, count, StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        int kept = end - start;
        System.arraycopy(buffer, start, buffer, 0, kept);
        int count = in.read(ByteBuffer.wrap(buffer, kept, ROOM - kept));
        if (count < 0) {
            throw new EOFException();
        }
        start = 0;
        end = kept + count;
    }

    private int find(Delimiter delimiter) {
        byte[] bytes = delimiter.bytes();
        int[] steps = delimiter.steps();
        int last = bytes.length - 1;
        for (int at = start; at + last < end; at += steps[buffer[at + last] & 0xff]) {
            if (buffer[at + last] == bytes[last] && Arrays.equals(buffer, at, at + last, bytes, 0, last)) {
                return at;
            }
        }
        return -1;
    }
}
