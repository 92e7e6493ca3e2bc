package dev.toolgram.host.mcp.wire;

import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.json.StrictJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The reply to a JSON-RPC request. */
public sealed interface Reply {

    /** A reply that is one JSON-RPC response. */
    sealed interface Final extends Reply {}

    /**
     * A JSON-RPC result.
     *
     * @param value the result's fields
     * @param session the session id of a new client; otherwise {@code null}
     */
    record Result(ObjectNode value, @Nullable String session) implements Final {

        /** The header with which the server gives the session id, and the client repeats it. */
        public static final String SESSION_HEADER = "Mcp-Session-Id";

        /** A result. */
        public Result(ObjectNode value) {
            this(value, null);
        }
    }

    /** Messages sent while they happen, the response as the last of them. */
    @FunctionalInterface
    non-sealed interface Stream extends Reply {
        /**
         * Sends them, blocking.
         *
         * @throws IOException if the client has disconnected
         */
        void writeTo(EventStream out) throws IOException;
    }

    /**
     * Messages until the client disconnects or the host shuts down.
     *
     * @param messages sends them
     */
    record Endless(Stream messages) implements Stream {
        @Override
        public void writeTo(EventStream out) throws IOException {
            messages.writeTo(out);
        }
    }

    /**
     * A JSON-RPC error and its HTTP status.
     *
     * @param status the HTTP status
     * @param code JSON-RPC's or MCP's number
     * @param message for the client's developer
     * @param data details that belong to the code
     * @param id the request's, when the error was found while it was read; otherwise {@code null}
     */
    record RpcError(
            int status,
            int code,
            String message,
            @Nullable ObjectNode data,
            @Nullable JsonNode id) implements Final {

        private static final int MAX_SHOWN = 100;

        private RpcError(int status, int code, String message) {
            this(status, code, message, null, null);
        }

        public static RpcError parse(String message) {
            return new RpcError(400, -32700, message);
        }

        public static RpcError invalidRequest(String message) {
            return new RpcError(400, -32600, message);
        }

        public static RpcError methodNotFound(String method) {
            return new RpcError(200, -32601, "Method not found: " + shortened(method));
        }

        private static String shortened(String text) {
            return Excerpt.of(text, MAX_SHOWN, "...");
        }

        public static RpcError invalidParams(String message) {
            return new RpcError(200, -32602, message);
        }

        public static RpcError internal(String requestId) {
            return new RpcError(
                    200, -32603, "Internal error", StrictJson.object().put("request_id", requestId), null);
        }

        /** The host could not do it now. */
        public static RpcError failed(String message) {
            return new RpcError(200, -32603, message);
        }

        /**
         * The resource does not exist, or not for this caller.
         *
         * @param code the revision's
         */
        public static RpcError resourceNotFound(int code, String uri, String message) {
            return new RpcError(200, code, message, StrictJson.object().put("uri", shortened(uri)), null);
        }

        /** The client has cancelled its call. It gets a response all the same: some clients wait for one. */
        public static RpcError cancelled() {
            return new RpcError(200, -32800, "Request cancelled");
        }

        /** Too many streams are open, or the host is shutting down. */
        public static RpcError noMoreStreams() {
            return new RpcError(503, -32603, "Too many open streams: retry later");
        }

        /** A header differs from the body (MCP 2026-07-28, Server Validation). */
        public static RpcError headerMismatch(String message) {
            return new RpcError(400, -32020, "Header mismatch: " + shortened(message));
        }

        /** An unsupported revision (MCP 2026-07-28, Versioning). */
        public static RpcError unsupportedVersion(String requested) {
            ObjectNode data = StrictJson.object();
            ProtocolVersions.ALL.forEach(data.putArray("supported")::add);
            data.put("requested", shortened(requested));
            return new RpcError(400, -32022, "Unsupported protocol version: " + shortened(requested), data, null);
        }

        /** The client has not declared that it can ask its user (MCP 2026-07-28, Client Capabilities). */
        public static RpcError missingElicitation(String message) {
            ObjectNode data = StrictJson.object();
            data.putObject("requiredCapabilities").putObject("elicitation");
            return new RpcError(400, -32021, message, data, null);
        }

        /** Whether it says that a resource does not exist. */
        public boolean isResourceNotFound() {
            return data != null && data.has("uri");
        }

        /** The same error with another HTTP status. */
        public RpcError withStatus(int other) {
            return new RpcError(other, code, message, data, id);
        }

        /** The same error, for this request. */
        public RpcError answering(JsonNode requestId) {
            return new RpcError(status, code, message, data, requestId);
        }
    }
}
