package dev.toolgram.host.mcp;

import dev.toolgram.host.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON-RPC error and the HTTP status it travels with.
 *
 * @param status the HTTP status
 * @param code JSON-RPC's or MCP's number
 * @param message for the client's developer
 * @param data more for its code
 * @param id of the call, when the error was found before anybody else could say; otherwise {@code null}
 */
record RpcError(
        int status,
        int code,
        String message,
        @Nullable ObjectNode data,
        @Nullable JsonNode id) implements Reply.Final {

    static RpcError parse(String message) {
        return new RpcError(400, -32700, message, null, null);
    }

    static RpcError invalidRequest(String message) {
        return new RpcError(400, -32600, message, null, null);
    }

    static RpcError methodNotFound(String method) {
        return new RpcError(200, -32601, "Method not found: " + method, null, null);
    }

    static RpcError invalidParams(String message) {
        return new RpcError(200, -32602, message, null, null);
    }

    static RpcError internal(String requestId) {
        return new RpcError(200, -32603, "Internal error", StrictJson.object().put("request_id", requestId), null);
    }

    /** There are as many open streams as there may be, or the host shuts down: for the client the same. */
    static RpcError noMoreStreams() {
        return new RpcError(503, -32603, "No more streams can be opened now: try again later", null, null);
    }

    /** Headers that do not say what the body says (MCP 2026-07-28, Server Validation). */
    static RpcError headerMismatch(String message) {
        return new RpcError(400, -32020, "Header mismatch: " + message, null, null);
    }

    /** A revision that this server does not speak, with those it does (MCP 2026-07-28, Versioning). */
    static RpcError unsupportedVersion(String requested) {
        ObjectNode data = StrictJson.object();
        Era.VERSIONS.forEach(data.putArray("supported")::add);
        data.put("requested", requested);
        return new RpcError(400, -32022, "Unsupported protocol version: " + requested, data, null);
    }

    /** The same error with another HTTP status. */
    RpcError travellingWith(int otherStatus) {
        return new RpcError(otherStatus, code, message, data, id);
    }

    /** The same error, for this call. */
    RpcError answering(JsonNode callId) {
        return new RpcError(status, code, message, data, callId);
    }
}
