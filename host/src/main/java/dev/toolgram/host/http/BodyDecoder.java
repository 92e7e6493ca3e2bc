package dev.toolgram.host.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Decompresses request bodies, by the values of {@code Content-Encoding} (RFC 9110, section 8.4). */
enum BodyDecoder {
    /** Not compressed. */
    IDENTITY {
        @Override
        byte[] decode(byte[] body, int max) {
            return body;
        }
    },
    /** RFC 1952. */
    GZIP {
        @Override
        byte[] decode(byte[] body, int max) throws IOException {
            return body.length == 0 ? body : limited(new GZIPInputStream(new ByteArrayInputStream(body)), max);
        }
    },
    /** RFC 1950. */
    DEFLATE {
        @Override
        byte[] decode(byte[] body, int max) throws IOException {
            return body.length == 0 ? body : limited(new InflaterInputStream(new ByteArrayInputStream(body)), max);
        }
    };

    /** The value of {@code Accept-Encoding} in a refusal (RFC 7694). */
    static final String ACCEPTED = "gzip, deflate";

    /** The decoder of a header's value, or {@code null} if it is not supported. */
    static @Nullable BodyDecoder of(@Nullable String encoding) {
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> null;
        };
    }

    /**
     * The decoded body, cut when it is larger than {@code max}.
     *
     * @throws IOException if the body is not encoded as announced
     */
    abstract byte[] decode(byte[] body, int max) throws IOException;

    private static byte[] limited(InputStream decoded, int max) throws IOException {
        try (decoded) {
            return decoded.readNBytes(max + 1);
        }
    }
}
