package dev.toolgram.host.mcp;

import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client posted, as JSON-RPC 2.0 sorts it. */
sealed interface Incoming {

    /**
     * Wants an answer.
     *
     * @param id a string or an integer, to be given back exactly
     * @param method what to do
     * @param params with what; empty when there were none
     */
    record Call(JsonNode id, String method, ObjectNode params) implements Incoming {}

    /**
     * Wants no answer.
     *
     * @param method what has happened
     * @param params with what; empty when there were none
     */
    record Notification(String method, ObjectNode params) implements Incoming {}

    /** The answer to a call that this server never made. */
    record Answer() implements Incoming {}

    /**
     * None of these.
     *
     * @param error what to say to it
     */
    record Malformed(RpcError error) implements Incoming {}

    /** Sorts a body. */
    static Incoming read(byte[] body) {
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
            return new Answer();
        }
        if (!object.path("method").isString()) {
            return invalid("The method must be a string");
        }
        return sort(object);
    }

    private static Incoming sort(ObjectNode message) {
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
