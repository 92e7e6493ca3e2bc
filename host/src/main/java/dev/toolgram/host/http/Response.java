package dev.toolgram.host.http;

import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A response: complete before it is sent, or written while it is sent. Immutable. */
public final class Response {

    private static final byte[] NOTHING = {};
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private final @Nullable Writer writer;
    private final boolean endless;
    private final @Nullable Consumer<WebSocket> socket;

    private Response(int status, Map<String, String> headers, byte[] body, @Nullable Writer writer, boolean endless) {
        this(status, headers, body, writer, endless, null);
    }

    private Response(
            int status,
            Map<String, String> headers,
            byte[] body,
            @Nullable Writer writer,
            boolean endless,
            @Nullable Consumer<WebSocket> socket) {
        this.socket = socket;
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
         * Writes the body. Called exactly once if the response is sent, for {@code HEAD} too, to close its sources.
         *
         * @param out blocks while the caller reads slowly; a flush sends what was written so far
         * @throws IOException if the caller has disconnected
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

    /** A serialized JSON document; the bytes must not change. */
    public static Response json(int status, byte[] document) {
        return new Response(status, JSON, document, null, false);
    }

    /** A body of any type; the bytes must not change. */
    public static Response bytes(String contentType, byte[] content) {
        return new Response(200, Map.of("Content-Type", contentType), content, null, false);
    }

    /** A body of unknown length, written while it is sent. */
    public static Response stream(String contentType, Writer writer) {
        return new Response(200, Map.of("Content-Type", contentType), NOTHING, writer, false);
    }

    /**
     * Turns the connection of a request that {@linkplain Request#isWebSocketHandshake asks for it} into a WebSocket.
     *
     * @param handler serves it, blocking, on a thread of its own; the connection ends with it
     */
    public static Response webSocket(Consumer<WebSocket> handler) {
        return new Response(101, Map.of(), NOTHING, null, false, handler);
    }

    /** An error whose detail is a sentence. */
    public static Response error(int status, String detail, String requestId) {
        return error(status, StringNode.valueOf(detail), requestId);
    }

    /** An error in the form that all errors of the host have. */
    public static Response error(int status, JsonNode detail, String requestId) {
        ObjectNode body = StrictJson.object();
        body.set("detail", detail);
        return json(status, body.put("request_id", requestId));
    }

    /** This response with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body, writer, endless);
    }

    /** This response with another status. */
    public Response withStatus(int other) {
        return new Response(other, headers, body, writer, endless);
    }

    /** This response, which goes on until its caller or its module ends it. */
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

    /** Serves the WebSocket that the connection becomes; {@code null} for all other responses. */
    @Nullable
    Consumer<WebSocket> socket() {
        return socket;
    }

    /** Writes the body; {@code null} when {@link #body()} is it. */
    @Nullable
    Writer writer() {
        return writer;
    }
}
