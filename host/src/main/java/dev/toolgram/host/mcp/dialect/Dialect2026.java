package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.JsonRpc;
import dev.toolgram.host.mcp.wire.ProtocolVersions;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The revision 2026-07-28: nothing is negotiated, every message is complete. */
final class Dialect2026 implements Dialect {

    /** The capabilities change with the host's version only. */
    private static final Duration DISCOVERY_LIFE = Duration.ofMinutes(5);

    private static final int RESOURCE_NOT_FOUND = -32602;
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    private final ToolServices tools;
    private final ToolCalls calls;
    private final Subscriptions subscriptions;
    private final Resources resources;
    private final ServerInfo server;

    Dialect2026(ToolServices tools, Resources resources, ServerInfo server) {
        this.resources = resources;
        this.tools = tools;
        this.calls = new ToolCalls(tools, this::complete, RpcError::missingElicitation);
        this.subscriptions = tools.subscriptions();
        this.server = server;
    }

    @Override
    public void answer(ClientMessage.Call call, Request request, Consumer<Reply> out) {
        RpcError refusal = Envelope.refusal(call.params(), request.headers(ProtocolVersions.HEADER));
        if (refusal == null) {
            refusal = MirrorHeaders.refusal(call, request);
        }
        if (refusal != null) {
            out.accept(refusal);
        } else if (call.method().equals("tools/call")) {
            InputRequest.Answer answer = InputRequest.answer(call.params());
            if (answer.error() != null) {
                out.accept(answer.error());
                return;
            }
            calls.call(
                    call,
                    request,
                    cancellation -> request.onHangUp(cancellation::cancel),
                    stream -> answer.channel(),
                    out);
        } else if (call.method().equals("resources/read")) {
            resources.read(
                    call,
                    request,
                    calls,
                    cancellation -> request.onHangUp(cancellation::cancel),
                    RESOURCE_NOT_FOUND,
                    reply -> out.accept(reply instanceof Reply.Final end ? changing(end) : reply));
        } else {
            out.accept(
                    switch (call.method()) {
                        case "server/discover" -> discover();
                        case "tools/list" ->
                            changing(tools.list().list(call.params(), tools.usable(request), request.keyName()));
                        case "resources/list" -> changing(resources.list(call.params(), request));
                        case "resources/templates/list" -> changing(resources.templates(call.params(), request));
                        case "subscriptions/listen" -> listen(call, request);
                        default -> RpcError.methodNotFound(call.method()).withStatus(404);
                    });
        }
    }

    /** Plugins come and go while the host runs, and so do messages. */
    private Reply.Final changing(Reply.Final reply) {
        return reply instanceof Reply.Result(var result, var _) ? cacheable(result, Duration.ZERO) : reply;
    }

    private Reply discover() {
        ObjectNode result = StrictJson.object();
        ProtocolVersions.ALL.forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", ServerInfo.capabilities());
        return cacheable(result.put("instructions", ServerInfo.INSTRUCTIONS), DISCOVERY_LIFE);
    }

    private Reply listen(ClientMessage.Call call, Request request) {
        JsonNode wanted = call.params().path("notifications");
        JsonNode tools = wanted.path("toolsListChanged");
        JsonNode uris = wanted.path("resourceSubscriptions");
        if (!wanted.isObject()
                || !(tools.isMissingNode() || tools.isBoolean())
                || !(uris.isMissingNode()
                        || uris.isArray() && uris.valueStream().allMatch(JsonNode::isString))) {
            return RpcError.invalidParams("params.notifications must be an object with the boolean toolsListChanged and"
                    + " resourceSubscriptions, a list of URIs");
        }
        ObjectNode agreed = StrictJson.object();
        if (tools.asBoolean(false)) {
            agreed.put("toolsListChanged", true);
        }
        Watchlist watchlist = new Watchlist(request.keyName());
        for (JsonNode uri : uris) {
            RpcError refusal = resources.watch(watchlist, uri.stringValue(), RESOURCE_NOT_FOUND);
            if (refusal == null) {
                agreed.withArrayProperty("resourceSubscriptions").add(uri);
            } else if (!refusal.isResourceNotFound()) { // what does not exist is left out of the acknowledgment
                return refusal;
            }
        }
        if (agreed.isEmpty()) {
            return (Reply.Stream) out -> {
                out.send(acknowledged(call.id(), agreed));
                out.send(closed(call.id()));
            };
        }
        Subscription subscription = subscriptions.open(watchlist);
        if (subscription == null) {
            return RpcError.noMoreStreams();
        }
        return new Reply.Endless(out -> {
            try (subscription) {
                out.send(acknowledged(call.id(), agreed));
                subscription.forward(
                        request,
                        out,
                        agreed.has("toolsListChanged")
                                ? JsonRpc.notification(
                                        "notifications/tools/list_changed", of(call.id(), StrictJson.object()))
                                : null,
                        uri -> JsonRpc.notification(
                                Resources.UPDATED,
                                of(call.id(), StrictJson.object().put("uri", uri))));
                out.send(closed(call.id()));
            }
        });
    }

    private static ObjectNode acknowledged(JsonNode id, ObjectNode agreed) {
        ObjectNode params = of(id, StrictJson.object());
        params.set("notifications", agreed);
        return JsonRpc.notification("notifications/subscriptions/acknowledged", params);
    }

    /** The response to the call that opened a stream, sent when the stream ends in order. */
    private ObjectNode closed(JsonNode id) {
        return JsonRpc.response(id, new Reply.Result(complete(of(id, StrictJson.object()))));
    }

    /** Adds the subscription's id to params or to a result. */
    private static ObjectNode of(JsonNode subscription, ObjectNode fields) {
        fields.putObject("_meta").set(SUBSCRIPTION, subscription);
        return fields;
    }

    private Reply.Final cacheable(ObjectNode result, Duration life) {
        return new Reply.Result(complete(result.put("ttlMs", life.toMillis()).put("cacheScope", "private")));
    }

    private ObjectNode complete(ObjectNode result) {
        if (!result.has("resultType")) {
            result.put("resultType", "complete");
        }
        result.withObjectProperty("_meta").set("io.modelcontextprotocol/serverInfo", server.implementation());
        return result;
    }
}
