package dev.toolgram.host.mcp.wire;

import dev.toolgram.host.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON-RPC messages that the server sends. */
public final class JsonRpc {

    private JsonRpc() {}

    /** The response to the request of this id, which is {@code null} when it could not be read. */
    public static ObjectNode response(@Nullable JsonNode id, Reply.Final reply) {
        ObjectNode message = message();
        message.set("id", id == null ? NullNode.instance : id);
        switch (reply) {
            case Reply.Result(var value, var _) -> message.set("result", value);
            case Reply.RpcError error -> {
                ObjectNode details =
                        message.putObject("error").put("code", error.code()).put("message", error.message());
                if (error.data() != null) {
                    details.set("data", error.data());
                }
            }
        }
        return message;
    }

    /** A notification without parameters. */
    public static ObjectNode notification(String method) {
        return message().put("method", method);
    }

    /** A notification. */
    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = notification(method);
        message.set("params", params);
        return message;
    }

    /** A request of the server. */
    public static ObjectNode request(String id, String method, ObjectNode params) {
        ObjectNode message = message().put("id", id).put("method", method);
        message.set("params", params);
        return message;
    }

    private static ObjectNode message() {
        return StrictJson.object().put("jsonrpc", "2.0");
    }
}
