package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.JsonRpc;
import dev.toolgram.host.mcp.wire.ProtocolVersions;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The revisions up to 2025-11-25, which begin with {@code initialize}. It keeps no session: the session id that a client
 * gets is only a name, which tells its calls from those of other clients, and says whether it can ask its user.
 */
final class Dialect2025 implements Dialect {

    private static final int RESOURCE_NOT_FOUND = -32002;
    private static final ObjectNode LIST_CHANGED = JsonRpc.notification("notifications/tools/list_changed");

    private final ClientCalls running = new ClientCalls();
    private final Elicitations elicitations = new Elicitations();
    private final ToolServices tools;
    private final ToolCalls calls;
    private final Subscriptions subscriptions;
    private final Resources resources;
    private final ServerInfo server;

    Dialect2025(ToolServices tools, Resources resources, ServerInfo server) {
        this.resources = resources;
        this.tools = tools;
        this.calls = new ToolCalls(tools, UnaryOperator.identity(), ToolCalls::failure);
        this.subscriptions = tools.subscriptions();
        this.server = server;
    }

    @Override
    public void answer(ClientMessage.Call call, Request request, Consumer<Reply> out) {
        ToolCalls.CancelSource cancelSource = cancellation -> running.enter(call.id(), request, cancellation);
        if (call.method().equals("tools/call")) {
            calls.call(call, request, cancelSource, elicitations.channel(request), out);
        } else if (call.method().equals("resources/read")) {
            resources.read(call, request, calls, cancelSource, RESOURCE_NOT_FOUND, out);
        } else {
            out.accept(
                    switch (call.method()) {
                        case "initialize" -> initialize(call.params());
                        case "ping" -> new Reply.Result(StrictJson.object());
                        case "tools/list" -> tools.list().list(call.params(), tools.usable(request), request.keyName());
                        case "resources/list" -> resources.list(call.params(), request);
                        case "resources/templates/list" -> resources.templates(call.params(), request);
                        case "resources/subscribe" -> subscribe(call.params(), request);
                        case "resources/unsubscribe" -> unsubscribe(call.params(), request);
                        default -> RpcError.methodNotFound(call.method());
                    });
        }
    }

    @Override
    public @Nullable RpcError handle(ClientMessage.Notification notification, Request request) {
        if (notification.method().equals("notifications/cancelled")) {
            running.cancel(notification.params().path("requestId"), request);
        }
        return null;
    }

    /** Accepts the client's revision, or offers the newest, as the lifecycle of these revisions demands. */
    private Reply initialize(ObjectNode params) {
        String wanted = params.path("protocolVersion").asString("");
        ObjectNode result = StrictJson.object()
                .put(
                        "protocolVersion",
                        ProtocolVersions.LEGACY.contains(wanted) ? wanted : ProtocolVersions.LEGACY.getFirst());
        result.set("capabilities", ServerInfo.capabilities());
        result.set("serverInfo", server.implementation());
        return new Reply.Result(
                result.put("instructions", ServerInfo.INSTRUCTIONS),
                Elicitations.session(result.path("protocolVersion").asString(""), params.path("capabilities")));
    }

    private Reply subscribe(ObjectNode params, Request request) {
        if (request.header(Reply.Result.SESSION_HEADER) == null) {
            return RpcError.invalidParams(
                    "Subscribe with the %s of initialize: it names the stream that gets the updates"
                            .formatted(Reply.Result.SESSION_HEADER));
        }
        Watchlist watchlist = subscriptions.ofSession(request);
        if (watchlist == null) {
            return RpcError.noMoreStreams();
        }
        RpcError refusal = resources.watch(watchlist, params.path("uri").asString(""), RESOURCE_NOT_FOUND);
        return refusal == null ? new Reply.Result(StrictJson.object()) : refusal;
    }

    private Reply unsubscribe(ObjectNode params, Request request) {
        Watchlist watchlist = subscriptions.ofSession(request);
        if (watchlist != null) {
            watchlist.remove(params.path("uri").asString(""));
        }
        return new Reply.Result(StrictJson.object());
    }

    /** Takes the response to a request of the server. */
    void answered(ClientMessage.Response response, Request request) {
        elicitations.answered(response, request);
    }

    /** The stream of notifications for a client that sent a {@code GET}. */
    Reply listen(Request request, @Nullable String version) {
        if (version != null && !ProtocolVersions.LEGACY.contains(version)) {
            return RpcError.unsupportedVersion(version);
        }
        Watchlist watchlist = subscriptions.ofSession(request);
        Subscription subscription =
                subscriptions.open(watchlist == null ? new Watchlist(request.keyName()) : watchlist);
        if (subscription == null) {
            return RpcError.noMoreStreams();
        }
        return new Reply.Endless(out -> {
            try (subscription) {
                out.keepAlive(); // so that the client gets the headers at once
                subscription.forward(request, out, LIST_CHANGED, Dialect2025::updated);
            }
        });
    }

    private static ObjectNode updated(String uri) {
        return JsonRpc.notification(Resources.UPDATED, StrictJson.object().put("uri", uri));
    }
}
