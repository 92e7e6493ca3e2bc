package dev.toolgram.host.http;

import dev.toolgram.api.Attachment;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body (RFC 7578): its texts, and its files on disk until the exchange ends.
 *
 * @param fields the texts by the names of their parts
 * @param files the files by the names of their parts
 */
public record Form(Map<String, List<String>> fields, Map<String, Attachment> files) {

    /** The largest body with files; Telegram takes 2 GB. */
    static final long MAX_BYTES = 2L * 1024 * 1024 * 1024 + Limits.MAX_BODY;

    /** A text that is larger goes to disk, and is refused. */
    private static final int MAX_TEXT = 64 * 1024;

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
        MultiPartParserDefinition definition = new MultiPartParserDefinition(folder);
        definition.setDefaultEncoding("UTF-8");
        definition.setFieldSizeThreshold(MAX_TEXT);
        exchange.setMaxEntitySize(MAX_BYTES);
        exchange.startBlocking();
        FormDataParser parser = definition.create(exchange);
        if (parser == null) {
            throw new MalformedException("Content-Type has no boundary");
        }
        return of(parser.parseBlocking());
    }

    private static Form of(FormData data) throws IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Map<String, Attachment> files = new LinkedHashMap<>();
        for (String name : data) {
            for (FormData.FormValue value : data.get(name)) {
                if (value.isBigField()) {
                    throw new MalformedException("The part '%s' is larger than %d bytes".formatted(name, MAX_TEXT));
                }
                if (!value.isFileItem()) {
                    fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value.getValue());
                } else if (files.put(name, attachment(value)) != null) {
                    throw new MalformedException("Two files are named '%s'".formatted(name));
                }
            }
        }
        return new Form(fields, files);
    }

    private static Attachment attachment(FormData.FormValue value) throws IOException {
        String type = value.getHeaders() == null ? null : value.getHeaders().getFirst(Headers.CONTENT_TYPE);
        @Nullable String name = value.getFileName();
        return new Attachment(
                value.getFileItem().getFile(),
                name == null ? "" : name,
                type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
                value.getFileItem().getFileSize());
    }
}
