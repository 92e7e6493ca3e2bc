package dev.toolgram.host.http;

import java.nio.ByteBuffer;

/** Checks the framing of a chunked body (RFC 9112, section 7.1) in the bytes of its connection, as they arrive. */
final class ChunkFraming {

    private enum Expected {
        SIZE,
        SIZE_OR_END,
        EXTENSION,
        EXTENSION_TEXT,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        LAST_LF,
        NOTHING,
        MALFORMED
    }

    private Expected expected = Expected.SIZE;
    private long size;
    private long total;

    /**
     * Reads the next bytes, without consuming them. Those behind the end of the body are not looked at.
     *
     * @return whether the body is well-formed so far, and not longer than what is read at all
     */
    boolean accepts(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit() && expected != Expected.NOTHING; i++) {
            if (expected == Expected.DATA) {
                int skipped = (int) Math.min(size, bytes.limit() - i);
                size -= skipped;
                i += skipped - 1;
                expected = size == 0 ? Expected.DATA_CR : Expected.DATA;
            } else {
                expected = after((char) (bytes.get(i) & 0xFF));
            }
        }
        return expected != Expected.MALFORMED;
    }

    boolean isComplete() {
        return expected == Expected.NOTHING;
    }

    private Expected after(char c) {
        return switch (expected) {
            case SIZE -> isDigit(c) ? digit(c) : Expected.MALFORMED;
            case SIZE_OR_END -> isDigit(c) ? digit(c) : endOfSize(c);
            case EXTENSION -> endOfSize(c);
            case EXTENSION_TEXT -> c == '\r' ? Expected.SIZE_LF : c == '\n' ? Expected.MALFORMED : expected;
            case SIZE_LF -> c == '\n' ? data() : Expected.MALFORMED;
            case DATA_CR -> c == '\r' ? Expected.DATA_LF : Expected.MALFORMED;
            case DATA_LF -> c == '\n' ? Expected.SIZE : Expected.MALFORMED;
            case TRAILER ->
                switch (c) {
                    case '\r' -> Expected.LAST_LF;
                    case '\n', ':' -> Expected.MALFORMED;
                    default -> Expected.TRAILER_NAME;
                };
            case TRAILER_NAME -> c == ':' ? Expected.TRAILER_VALUE : c <= ' ' ? Expected.MALFORMED : expected;
            case TRAILER_VALUE -> c == '\r' ? Expected.TRAILER_LF : c == '\n' ? Expected.MALFORMED : expected;
            case TRAILER_LF -> c == '\n' ? Expected.TRAILER : Expected.MALFORMED;
            case LAST_LF -> c == '\n' ? Expected.NOTHING : Expected.MALFORMED;
            case DATA, NOTHING, MALFORMED -> expected;
        };
    }

    private static boolean isDigit(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private Expected digit(char c) {
        size = size * 16 + Character.digit(c, 16);
        return size > Limits.MAX_DRAINED ? Expected.MALFORMED : Expected.SIZE_OR_END;
    }

    private static Expected endOfSize(char c) {
        return switch (c) {
            case ' ', '\t' -> Expected.EXTENSION;
            case ';' -> Expected.EXTENSION_TEXT;
            case '\r' -> Expected.SIZE_LF;
            default -> Expected.MALFORMED;
        };
    }

    private Expected data() {
        total += size;
        if (total > Limits.MAX_DRAINED) {
            return Expected.MALFORMED;
        }
        return size == 0 ? Expected.TRAILER : Expected.DATA;
    }
}
