package dev.toolgram.host.mcp;

import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.mcp.dialect.Dialects;
import dev.toolgram.host.mcp.dialect.EventFeed;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.EventStream;
import dev.toolgram.host.mcp.wire.JsonRpc;
import dev.toolgram.host.mcp.wire.ProtocolVersions;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolVisibility;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * MCP over Streamable HTTP at {@code /mcp}: stateless, a POST for every message, and a GET for the stream of
 * notifications that legacy clients open. Thread-safe.
 */
public final class McpEndpoint implements HttpModule {

    private final Dialects dialects;
    private final Resource endpoint;

    /**
     * An endpoint for the tools of a registry.
     *
     * @param version the host's version, for {@code serverInfo}
     * @param resultBytes the most bytes of JSON in a result
     * @param visibility the tools that callers see
     */
    public McpEndpoint(
            ToolRegistry registry,
            ToolDispatcher dispatcher,
            String version,
            int resultBytes,
            ToolVisibility visibility) {
        this(registry, dispatcher, version, resultBytes, visibility, ToolMenu.ALL);
    }

    /**
     * As the other constructor.
     *
     * @param menu which of the tools are in the list
     */
    public McpEndpoint(
            ToolRegistry registry,
            ToolDispatcher dispatcher,
            String version,
            int resultBytes,
            ToolVisibility visibility,
            ToolMenu menu) {
        this.dialects = new Dialects(registry, dispatcher, version, resultBytes, visibility, menu);
        SequencedMap<String, Resource.Handler> methods = new LinkedHashMap<>();
        methods.put("POST", this::post);
        methods.put("GET", this::get);
        methods.put("HEAD", McpEndpoint::refuse);
        this.endpoint = new Resource(methods, "POST").withFiles();
    }

    /** Sets the events that resources report, before the server opens. */
    public void connect(EventFeed events) {
        dialects.connect(events);
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of("/mcp", endpoint);
    }

    @Override
    public String name() {
        return "mcp";
    }

    /** Ends the open streams, which would keep the host from shutting down. */
    @Override
    public void drain() {
        dialects.close();
    }

    private @Nullable Response post(Request request) {
        String version = request.header(ProtocolVersions.HEADER);
        return switch (ClientMessage.read(request.body())) {
            case ClientMessage.Call call -> {
                dialects.of(call.method(), call.params(), version)
                        .answer(call, request, reply -> request.answer(response(call.id(), reply)));
                yield null;
            }
            case ClientMessage.Notification notification -> {
                var refusal = dialects.of(notification.method(), notification.params(), version)
                        .handle(notification, request);
                yield refusal == null ? Response.empty(202) : response(null, refusal);
            }
            case ClientMessage.Response answer -> {
                dialects.answered(answer, request);
                yield Response.empty(202);
            }
            case ClientMessage.Malformed(var error) -> response(error.id(), error);
        };
    }

    private Response get(Request request) {
        String version = request.header(ProtocolVersions.HEADER);
        return ProtocolVersions.MODERN.equals(version) || !EventStream.acceptedBy(request)
                ? refuse(request)
                : response(null, dialects.listen(request, version));
    }

    /** Without an accepted event stream a GET has nothing to return, so for this request there is only POST. */
    private static Response refuse(Request request) {
        return Response.error(405, "Method not allowed: use POST, or GET with Accept: text/event-stream.", request.id())
                .with("Allow", "POST");
    }

    private static Response response(@Nullable JsonNode id, Reply reply) {
        return switch (reply) {
            case Reply.RpcError error -> Response.json(error.status(), JsonRpc.response(id, error));
            case Reply.Result result -> {
                Response response = Response.json(200, JsonRpc.response(id, result));
                yield result.session() == null
                        ? response
                        : response.with(Reply.Result.SESSION_HEADER, result.session());
            }
            case Reply.Stream stream -> events(stream);
        };
    }

    private static Response events(Reply.Stream messages) {
        Response response = Response.stream(EventStream.MEDIA_TYPE, out -> messages.writeTo(new EventStream(out)))
                .with("Cache-Control", "no-cache")
                .with("X-Accel-Buffering", "no"); // nginx would buffer the events
        return messages instanceof Reply.Endless ? response.endless() : response;
    }
}
