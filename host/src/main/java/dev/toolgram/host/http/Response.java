package dev.toolgram.host.http;

import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An answer: complete before it is sent, or written while it is. Made by its factories, so that another kind can join
 * them. Immutable.
 */
public final class Response {

    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private final @Nullable Writer writer;
    private final boolean endless;

    private Response(int status, Map<String, String> headers, byte[] body, @Nullable Writer writer, boolean endless) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.writer = writer;
        this.endless = endless;
    }

    /** Writes a body while it is sent, blocking, on the request's thread. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes the body. Called exactly once, also when nobody wants to read it, so that what it holds is closed.
         *
         * @param out blocks while the caller reads slowly; a flush sends what was written so far
         * @throws IOException if the caller has gone
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A status without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), NOTHING, null, false);
    }

    /** A JSON document. */
    public static Response json(int status, JsonNode value) {
        return json(status, StrictJson.write(value));
    }

    /** A JSON document that is written already; do not change the bytes. */
    public static Response json(int status, byte[] document) {
        return new Response(status, Map.of("Content-Type", "application/json"), document, null, false);
    }

    /** A file, or something like it; do not change the bytes. */
    public static Response bytes(String contentType, byte[] content) {
        return new Response(200, Map.of("Content-Type", contentType), content, null, false);
    }

    /** A body of unknown length, written while it is sent. */
    public static Response stream(String contentType, Writer writer) {
        return new Response(200, Map.of("Content-Type", contentType), NOTHING, writer, false);
    }

    /** The body that every error of the host has, with a sentence. */
    public static Response error(int status, String detail, String requestId) {
        return error(status, StringNode.valueOf(detail), requestId);
    }

    /** The body that every error of the host has. */
    public static Response error(int status, JsonNode detail, String requestId) {
        ObjectNode body = StrictJson.object();
        body.set("detail", detail);
        return json(status, body.put("request_id", requestId));
    }

    /** This answer with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body, writer, endless);
    }

    /** This answer, which goes on until its caller or its door ends it. */
    public Response endless() {
        return new Response(status, headers, body, writer, true);
    }

    boolean isEndless() {
        return endless;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Writes the body; {@code null} when {@link #body()} is it. */
    @Nullable
    Writer writer() {
        return writer;
    }
}
