package dev.toolgram.host.http;

import dev.toolgram.api.Attachment;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.file.Path;
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

    /** The form is not what its {@code Content-Type} says. */
    static final class MalformedException extends IOException {
        MalformedException(String message) {
            super(message);
        }
    }

    static boolean isIn(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MultiPartParserDefinition.MULTIPART_FORM_DATA);
    }

    /** Reads the body, blocking. */
    static Form read(HttpServerExchange exchange, Path folder) throws IOException {
        String boundary = Headers.extractQuotedValueFromHeader(
                exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE), "boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw new MalformedException("Content-Type has no boundary");
        }
        exchange.setMaxEntitySize(MAX_BYTES);
        exchange.startBlocking();
        FormParser parser = new FormParser(boundary, exchange.getInputStream(), folder);
        exchange.addExchangeCompleteListener((_, next) -> {
            parser.deleteFiles();
            next.proceed();
        });
        return parser.parse();
    }
}
