package dev.toolgram.host.mcp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The encoding of any text in a header: plain when it is ASCII, otherwise {@code =?base64?…?=} (MCP 2026-07-28, Value Encoding). */
public final class HeaderText {

    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private static final Pattern PLAIN = Pattern.compile("[\\t -~]*");

    /** With its padding, which Java's decoder does not require. */
    private static final Pattern BASE64 =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

    private HeaderText() {}

    /** The text, or {@code null} when its encoding is invalid. */
    public static @Nullable String decode(String header) {
        if (header.length() < PREFIX.length() + SUFFIX.length()
                || !header.startsWith(PREFIX)
                || !header.endsWith(SUFFIX)) {
            return PLAIN.matcher(header).matches() ? header : null;
        }
        String encoded = header.substring(PREFIX.length(), header.length() - SUFFIX.length());
        if (!BASE64.matcher(encoded).matches()) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
