package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Door;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.http.StrictJson;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** MCP over Streamable HTTP at {@code /mcp}: stateless, a POST for every message. Thread-safe. */
public final class McpDoor implements Door {

    private static final List<String> PATH = List.of("mcp");

    private final Resource endpoint = Resource.of("POST", this::post);
    private final Dialect legacy;

    /**
     * A door to the tools of a registry.
     *
     * @param version the host's version, for {@code serverInfo}
     */
    public McpDoor(ToolRegistry registry, ToolDispatcher dispatcher, String version) {
        this.legacy = new Dialect2025(new ToolCatalogue(registry), new ToolCalls(dispatcher), version);
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        return path.equals(PATH) ? Optional.of(endpoint) : Optional.empty();
    }

    @Override
    public String name() {
        return "mcp";
    }

    private Response post(Request request) {
        String header = request.header(Era.HEADER);
        return switch (Incoming.read(request.body())) {
            case Incoming.Call call -> {
                RpcError refusal = Era.refusal(call.method(), call.params(), header, legacy.versions());
                yield answer(call.id(), refusal == null ? legacy.answer(call, request.id()) : refusal);
            }
            case Incoming.Notification(var method, var params) -> {
                RpcError refusal = Era.refusal(method, params, header, legacy.versions());
                yield refusal == null ? Response.empty(202) : answer(null, refusal);
            }
            case Incoming.Answer() -> Response.empty(202);
            case Incoming.Malformed(var error) -> answer(error.id(), error);
        };
    }

    private static Response answer(@Nullable JsonNode id, Reply reply) {
        ObjectNode message = StrictJson.object().put("jsonrpc", "2.0");
        message.set("id", id == null ? NullNode.instance : id);
        return switch (reply) {
            case Reply.Result(var value) -> Response.json(200, message.set("result", value));
            case RpcError error -> {
                ObjectNode details =
                        message.putObject("error").put("code", error.code()).put("message", error.message());
                if (error.data() != null) {
                    details.set("data", error.data());
                }
                yield Response.json(error.status(), message);
            }
        };
    }
}
