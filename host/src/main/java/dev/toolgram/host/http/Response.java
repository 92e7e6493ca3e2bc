package dev.toolgram.host.http;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An answer, complete before it is sent. Made by its factories, so that another kind can join them. Immutable. */
public final class Response {

    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A status without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), NOTHING);
    }

    /** A JSON document. */
    public static Response json(int status, JsonNode value) {
        return json(status, StrictJson.write(value));
    }

    /** A JSON document that is written already; do not change the bytes. */
    public static Response json(int status, byte[] document) {
        return new Response(status, Map.of("Content-Type", "application/json"), document);
    }

    /** A file, or something like it; do not change the bytes. */
    public static Response bytes(String contentType, byte[] content) {
        return new Response(200, Map.of("Content-Type", contentType), content);
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
        return new Response(status, more, body);
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
}
