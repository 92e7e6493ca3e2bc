package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The revisions up to 2025-11-25, which begin with {@code initialize}. Keeps no session: every call stands alone. */
final class Dialect2025 implements Dialect {

    static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final ObjectNode LIST_CHANGED = Message.notification("notifications/tools/list_changed");

    private final RunningCalls running = new RunningCalls();
    private final ToolCatalogue catalogue;
    private final ToolCalls calls;
    private final McpSubscriptions listeners;
    private final ServerInfo server;

    Dialect2025(ToolServices tools, ServerInfo server) {
        this.catalogue = tools.catalogue();
        this.calls = new ToolCalls(tools.dispatcher(), UnaryOperator.identity());
        this.listeners = tools.listeners();
        this.server = server;
    }

    @Override
    public Reply answer(Incoming.Call call, Request request) {
        return switch (call.method()) {
            case "initialize" -> initialize(call.params());
            case "ping" -> new Reply.Result(StrictJson.object());
            case "tools/list" -> catalogue.list(call.params());
            case "tools/call" ->
                calls.call(call, request, cancellation -> running.enter(call.id(), request, cancellation));
            default -> RpcError.methodNotFound(call.method());
        };
    }

    @Override
    public Reply hear(Incoming.Notification notification, Request request) {
        if (notification.method().equals("notifications/cancelled")) {
            running.cancel(notification.params().path("requestId"), request);
        }
        return new Reply.Silence();
    }

    /** Agrees to the client's revision, or offers the newest, as the lifecycle of these revisions asks. */
    private Reply initialize(ObjectNode params) {
        String wanted = params.path("protocolVersion").asString("");
        ObjectNode result =
                StrictJson.object().put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst());
        result.set("capabilities", ServerInfo.capabilities());
        result.set("serverInfo", server.implementation());
        return new Reply.Result(result.put("instructions", ServerInfo.INSTRUCTIONS));
    }

    /** The stream on which a client that asked with {@code GET} hears what nobody asked for. */
    Reply listen(Request request, @Nullable String version) {
        if (version != null && !VERSIONS.contains(version)) {
            return RpcError.unsupportedVersion(version);
        }
        McpSubscription listener = listeners.open();
        if (listener == null) {
            return RpcError.noMoreStreams();
        }
        return new Reply.Endless(out -> {
            try (listener) {
                out.keepAlive(); // so that the client sees at once that it is heard
                listener.listen(request, out, LIST_CHANGED);
            }
        });
    }
}
