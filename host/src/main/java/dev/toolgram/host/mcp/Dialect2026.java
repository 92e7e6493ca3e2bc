package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The revision of 2026-07-28: nothing is negotiated, every message says all that is needed to understand it. */
final class Dialect2026 implements Dialect {

    static final String VERSION = "2026-07-28";

    /** What a host can do changes with its version only. */
    private static final Duration DISCOVERY_LIFE = Duration.ofMinutes(5);

    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    private final MirrorHeaders headers;
    private final ToolCatalogue catalogue;
    private final ToolCalls calls;
    private final McpSubscriptions listeners;
    private final ServerInfo server;

    Dialect2026(ToolServices tools, ServerInfo server) {
        this.headers = new MirrorHeaders(tools.registry());
        this.catalogue = tools.catalogue();
        this.calls = new ToolCalls(tools.dispatcher(), this::complete);
        this.listeners = tools.listeners();
        this.server = server;
    }

    @Override
    public Reply answer(Incoming.Call call, Request request) {
        RpcError refusal = Envelope.refusal(call.params(), request.headers(Era.HEADER));
        if (refusal == null) {
            refusal = headers.refusal(call, request);
        }
        return refusal == null ? answerUnderstood(call, request) : refusal;
    }

    private Reply answerUnderstood(Incoming.Call call, Request request) {
        return switch (call.method()) {
            case "server/discover" -> discover();
            case "tools/list" ->
                switch (catalogue.list(call.params())) {
                    // Plugins come and go while the host runs.
                    case Reply.Result(var tools) -> cacheable(tools, Duration.ZERO);
                    case RpcError error -> error;
                };
            case "tools/call" -> calls.call(call, request, cancellation -> request.onHangUp(cancellation::cancel));
            case "subscriptions/listen" -> listen(call, request);
            default -> RpcError.methodNotFound(call.method()).travellingWith(404);
        };
    }

    private Reply discover() {
        ObjectNode result = StrictJson.object();
        Era.VERSIONS.forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", ServerInfo.capabilities());
        return cacheable(result.put("instructions", ServerInfo.INSTRUCTIONS), DISCOVERY_LIFE);
    }

    private Reply listen(Incoming.Call call, Request request) {
        JsonNode wanted = call.params().path("notifications");
        JsonNode tools = wanted.path("toolsListChanged");
        if (!wanted.isObject() || !(tools.isMissingNode() || tools.isBoolean())) {
            return RpcError.invalidParams("params.notifications must say what to listen to");
        }
        ObjectNode agreed = StrictJson.object();
        if (!tools.asBoolean(false)) {
            return (Reply.Stream) out -> {
                out.send(acknowledged(call.id(), agreed));
                out.send(closed(call.id()));
            };
        }
        agreed.put("toolsListChanged", true);
        McpSubscription listener = listeners.open();
        if (listener == null) {
            return RpcError.noMoreStreams();
        }
        return new Reply.Endless(out -> {
            try (listener) {
                out.send(acknowledged(call.id(), agreed));
                listener.listen(
                        request,
                        out,
                        Message.notification("notifications/tools/list_changed", of(call.id(), StrictJson.object())));
                out.send(closed(call.id()));
            }
        });
    }

    private static ObjectNode acknowledged(JsonNode id, ObjectNode agreed) {
        ObjectNode params = of(id, StrictJson.object());
        params.set("notifications", agreed);
        return Message.notification("notifications/subscriptions/acknowledged", params);
    }

    /** The answer to the call that opened a stream: it ends in order. */
    private ObjectNode closed(JsonNode id) {
        return Message.response(id, new Reply.Result(complete(of(id, StrictJson.object()))));
    }

    /** Params or a result that belong to a subscription. */
    private static ObjectNode of(JsonNode subscription, ObjectNode fields) {
        fields.putObject("_meta").set(SUBSCRIPTION, subscription);
        return fields;
    }

    private Reply cacheable(ObjectNode result, Duration life) {
        return new Reply.Result(complete(result.put("ttlMs", life.toMillis()).put("cacheScope", "private")));
    }

    private ObjectNode complete(ObjectNode result) {
        result.put("resultType", "complete")
                .withObjectProperty("_meta")
                .set("io.modelcontextprotocol/serverInfo", server.implementation());
        return result;
    }
}
