package dev.toolgram.host.http;

import dev.toolgram.api.Attachment;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@code multipart/form-data} body (RFC 7578): its texts, and its files on disk until the exchange ends.
 *
 * @param fields the texts by the names of their parts
 * @param files the files by the names of their parts
 */
public record Form(Map<String, List<String>> fields, Map<String, Attachment> files) {

    /** The largest body with files; Telegram takes 2 GB. */
    static final long MAX_BYTES = 2L * 1024 * 1024 * 1024 + Limits.MAX_BODY;

    static boolean isIn(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MultiPartParserDefinition.MULTIPART_FORM_DATA);
    }
}
