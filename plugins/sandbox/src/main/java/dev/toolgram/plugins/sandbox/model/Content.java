package dev.toolgram.plugins.sandbox.model;

import java.util.Arrays;
import java.util.List;

/** The bytes of a file. Immutable. */
public interface Content {

    /** The number of bytes. */
    long size();

    /**
     * Reads bytes; fewer at the end.
     *
     * @param from at most {@link #size()}
     */
    byte[] read(long from, int length);

    /** Bytes in memory; they must not change. */
    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long from, int length) {
                return Arrays.copyOfRange(bytes, (int) from, (int) Math.min(bytes.length, from + length));
            }
        };
    }

    /** Parts, one after the other. */
    static Content of(List<Content> parts) {
        long all = parts.stream().mapToLong(Content::size).sum();
        return new Content() {
            @Override
            public long size() {
                return all;
            }

            @Override
            public byte[] read(long from, int length) {
                byte[] bytes = new byte[(int) Math.min(length, all - from)];
                int done = 0;
                long start = 0;
                for (Content part : parts) {
                    long at = from + done - start;
                    if (done < bytes.length && at < part.size()) {
                        byte[] some = part.read(at, bytes.length - done);
                        System.arraycopy(some, 0, bytes, done, some.length);
                        done += some.length;
                    }
                    start += part.size();
                }
                return bytes;
            }
        };
    }
}
