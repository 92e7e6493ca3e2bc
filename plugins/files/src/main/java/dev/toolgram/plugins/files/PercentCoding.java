package dev.toolgram.plugins.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding by RFC 3986; the JDK's classes are for forms, where {@code +} is a space. */
final class PercentCoding {

    private static final String ILLEGAL = " \"<>\\^`{|}";

    private PercentCoding() {}

    /** Encodes the characters that are not allowed in a path or query; keeps existing encodings. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && ILLEGAL.indexOf(octet) < 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** Decodes; keeps invalid percent signs, and replaces invalid bytes with U+FFFD. */
    static String decode(String text, Charset charset) {
        return new String(decode(text.getBytes(charset), '%'), charset);
    }

    /** Decodes the Q encoding of RFC 2047, which uses {@code =} instead of the percent sign and {@code _} for a space. */
    static byte[] decodeQ(String text) {
        return decode(text.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1), '=');
    }

    private static byte[] decode(byte[] bytes, char escape) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == escape
                    && index + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[index + 1])
                    && HexFormat.isHexDigit(bytes[index + 2])) {
                decoded.write(HexFormat.fromHexDigit(bytes[index + 1]) << 4 | HexFormat.fromHexDigit(bytes[index + 2]));
                index += 2;
            } else {
                decoded.write(bytes[index]);
            }
        }
        return decoded.toByteArray();
    }
}
