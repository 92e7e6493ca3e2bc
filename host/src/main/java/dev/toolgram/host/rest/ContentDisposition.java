package dev.toolgram.host.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The header that names a file (RFC 6266), for old clients in ASCII too. */
final class ContentDisposition {

    private ContentDisposition() {}

    static String attachment(String name) {
        String ascii = name.replaceAll("[^ !#$&+.0-9A-Z^_`a-z{}~()-]", "_");
        String extended = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return ascii.equals(name)
                ? "attachment; filename=\"%s\"".formatted(ascii)
                : "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, extended);
    }
}
