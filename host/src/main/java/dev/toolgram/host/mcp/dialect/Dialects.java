package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.ProtocolVersions;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolVisibility;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Selects the dialect of a message. The body decides and the header confirms: a modern message names its revision in
 * {@code _meta}, a legacy client negotiated it once. Thread-safe.
 */
public final class Dialects implements AutoCloseable {

    private final Subscriptions subscriptions = new Subscriptions();
    private final ToolRegistry.Subscription changes;
    private final Resources resources;
    private final Dialect2025 legacy;
    private final Dialect modern;

    /**
     * Both dialects, for the tools of a registry.
     *
     * @param version the host's version
     * @param resultBytes the most bytes of JSON in a result
     * @param visibility the tools that callers see
     * @param menu which of them are in the list
     */
    public Dialects(
            ToolRegistry registry,
            ToolDispatcher dispatcher,
            String version,
            int resultBytes,
            ToolVisibility visibility,
            ToolMenu menu) {
        ToolServices tools = new ToolServices(
                dispatcher, new ToolList(registry, visibility, menu), subscriptions, new ResultBudget(resultBytes));
        ServerInfo server = new ServerInfo(version);
        this.resources = new Resources(tools);
        this.legacy = new Dialect2025(tools, resources, server);
        this.modern = new Dialect2026(tools, resources, server);
        this.changes = registry.onChange(subscriptions::toolsChanged);
    }

    /** Sets the events that resources report, before the server opens. */
    public void connect(EventFeed events) {
        resources.connect(events);
    }

    /**
     * The dialect of a message.
     *
     * @param header the request's {@code MCP-Protocol-Version}
     */
    public Dialect of(String method, ObjectNode params, @Nullable String header) {
        if (params.path("_meta").has(ProtocolVersions.META_KEY)) {
            return modern;
        }
        // An initializing client has not agreed to a revision yet, even when it sends one.
        if (header == null || ProtocolVersions.LEGACY.contains(header) || method.equals("initialize")) {
            return legacy;
        }
        return new Refusal(
                header.equals(ProtocolVersions.MODERN)
                        ? RpcError.invalidParams("_meta['%s'] is required with %s %s"
                                        .formatted(ProtocolVersions.META_KEY, ProtocolVersions.HEADER, header))
                                .withStatus(400)
                        : RpcError.unsupportedVersion(header));
    }

    /** Takes the response to a request of the server, which only legacy clients get. */
    public void answered(ClientMessage.Response response, Request request) {
        legacy.answered(response, request);
    }

    /** Answers a {@code GET}: the stream of notifications for a legacy client. */
    public Reply listen(Request request, @Nullable String version) {
        return legacy.listen(request, version);
    }

    /** Ends all streams. */
    @Override
    public void close() {
        changes.close();
        subscriptions.end();
    }

    /** Answers every message with the same error. */
    private record Refusal(RpcError error) implements Dialect {
        @Override
        public void answer(ClientMessage.Call call, Request request, Consumer<Reply> out) {
            out.accept(error);
        }

        @Override
        public RpcError handle(ClientMessage.Notification notification, Request request) {
            return error;
        }
    }
}
