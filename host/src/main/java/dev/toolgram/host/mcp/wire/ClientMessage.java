package dev.toolgram.host.mcp.wire;

import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message from a client, as JSON-RPC 2.0 sorts them. */
public sealed interface ClientMessage {

    /**
     * A request.
     *
     * @param id a string or an integer, to be returned exactly
     * @param method its method
     * @param params its parameters; empty when it had none
     */
    record Call(JsonNode id, String method, ObjectNode params) implements ClientMessage {}

    /**
     * A notification.
     *
     * @param method its method
     * @param params its parameters; empty when it had none
     */
    record Notification(String method, ObjectNode params) implements ClientMessage {}

    /**
     * A response to a request of the server.
     *
     * @param id the request's
     * @param result the result; a missing node if the client answered with an error
     */
    record Response(JsonNode id, JsonNode result) implements ClientMessage {}

    /**
     * An invalid message.
     *
     * @param error the reply
     */
    record Malformed(RpcError error) implements ClientMessage {}

    /** Reads a request's body. */
    static ClientMessage read(byte[] body) {
        JsonNode message;
        try {
            message = StrictJson.read(body);
        } catch (InvalidJsonException e) {
            return new Malformed(RpcError.parse(String.valueOf(e.getMessage())));
        }
        if (message.isArray()) {
            return invalid("Batches are not supported: send one message in each request");
        }
        if (!(message instanceof ObjectNode object)
                || !"2.0".equals(object.path("jsonrpc").asString(""))) {
            return invalid("Not a JSON-RPC 2.0 message");
        }
        if (!object.has("method") && (object.has("result") || object.has("error"))) {
            return new Response(object.path("id"), object.path("result"));
        }
        if (!object.path("method").isString()) {
            return invalid("The method must be a string");
        }
        return sort(object);
    }

    private static ClientMessage sort(ObjectNode message) {
        JsonNode id = message.get("id");
        String method = message.path("method").stringValue();
        JsonNode params = message.get("params");
        if (id == null) {
            return new Notification(method, params instanceof ObjectNode fields ? fields : StrictJson.object());
        }
        if (!id.isString() && !id.isIntegralNumber()) {
            return invalid("The id must be a string or an integer");
        }
        // Some clients write null for what they leave out.
        if (params != null && !params.isNull() && !params.isObject()) {
            return new Malformed(
                    RpcError.invalidParams("The params must be an object").answering(id));
        }
        return new Call(id, method, params instanceof ObjectNode fields ? fields : StrictJson.object());
    }

    private static Malformed invalid(String message) {
        return new Malformed(RpcError.invalidRequest(message));
    }
}
