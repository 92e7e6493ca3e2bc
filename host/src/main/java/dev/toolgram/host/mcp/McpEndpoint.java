package dev.toolgram.host.mcp;

import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * MCP over Streamable HTTP at {@code /mcp}: stateless, a POST for every message, and a GET for clients of the 2025 era
 * that listen. Thread-safe.
 */
public final class McpEndpoint implements HttpModule {

    private final McpSubscriptions listeners = new McpSubscriptions();
    private final ToolRegistry.Subscription changes;
    private final Dialect2025 legacy;
    private final Era era;
    private final Resource endpoint;

    /**
     * A door to the tools of a registry.
     *
     * @param version the host's version, for {@code serverInfo}
     */
    public McpEndpoint(ToolRegistry registry, ToolDispatcher dispatcher, String version) {
        ToolServices tools = new ToolServices(registry, dispatcher, new ToolCatalogue(registry), listeners);
        ServerInfo server = new ServerInfo(version);
        this.legacy = new Dialect2025(tools, server);
        this.era = new Era(legacy, new Dialect2026(tools, server));
        this.changes = registry.onChange(listeners::toolsChanged);
        SequencedMap<String, Resource.Handler> methods = new LinkedHashMap<>();
        methods.put("POST", this::post);
        methods.put("GET", this::get);
        methods.put("HEAD", McpEndpoint::refuse);
        this.endpoint = new Resource(methods, "POST");
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of("/mcp", endpoint);
    }

    @Override
    public String name() {
        return "mcp";
    }

    /** Clients that listen would keep the host from ending. */
    @Override
    public void drain() {
        changes.close();
        listeners.end();
    }

    private Response post(Request request) {
        String header = request.header(Era.HEADER);
        return switch (Incoming.read(request.body())) {
            case Incoming.Call call ->
                response(call.id(), era.of(call.method(), call.params(), header).answer(call, request), request);
            case Incoming.Notification notification ->
                accepted(era.of(notification.method(), notification.params(), header)
                        .hear(notification, request));
            case Incoming.Answer() -> Response.empty(202);
            case Incoming.Malformed(var error) -> response(error.id(), error);
        };
    }

    private Response get(Request request) {
        String version = request.header(Era.HEADER);
        if (Dialect2026.VERSION.equals(version) || !EventStream.acceptedBy(request)) {
            return refuse(request);
        }
        return response(null, legacy.listen(request, version), request);
    }

    /** Without the wish to listen there is nothing to get, so as far as this request goes there is only POST. */
    private static Response refuse(Request request) {
        return Response.error(405, "Method not allowed: use POST, or GET with Accept: text/event-stream.", request.id())
                .with("Allow", "POST");
    }

    private static Response accepted(Reply reply) {
        return reply instanceof Reply.Final refusal ? response(null, refusal) : Response.empty(202);
    }

    private static Response response(@Nullable JsonNode id, Reply reply, Request request) {
        return switch (reply) {
            case Reply.Final complete -> response(id, complete);
            case Reply.Stream stream -> EventStream.response(stream);
            // To a call belongs a JSON document or a stream, and a stream may hold nothing.
            case Reply.Silence() ->
                EventStream.acceptedBy(request) ? EventStream.response(out -> {}) : Response.empty(204);
        };
    }

    private static Response response(@Nullable JsonNode id, Reply.Final reply) {
        return Response.json(reply instanceof RpcError error ? error.status() : 200, Message.response(id, reply));
    }
}
