package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.ClientMessage;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The newest messages of a chat and the newest events as resources. Each is the result of a tool, so a key that may not call
 * the tool, or not for this chat, finds no such resource. Thread-safe.
 */
final class Resources {

    /** The notification of a change. */
    static final String UPDATED = "notifications/resources/updated";

    private static final String JSON = "application/json";
    private static final OptionalLong NO_CHAT = OptionalLong.of(0);

    private final ToolServices tools;
    private volatile EventFeed feed = EventFeed.NONE;
    private boolean started;

    Resources(ToolServices tools) {
        this.tools = tools;
    }

    /** Sets the events, before the server opens. */
    void connect(EventFeed events) {
        feed = events;
    }

    /** The resources without parameters, on one page: no cursor is ever valid. */
    Reply.Final list(ObjectNode params, Request request) {
        ArrayNode resources = JsonNodeFactory.instance.arrayNode();
        if (isOffered(ResourceUri.EVENTS, request.keyName()) && feed.refusal(request.keyName()) == null) {
            resources
                    .addObject()
                    .put("uri", ResourceUri.EVENTS.text())
                    .put("name", "events")
                    .put("title", "Newest events")
                    .put("description", "What has happened in the account, newest first, as list_events returns it.")
                    .put("mimeType", JSON);
        }
        return page(params, "resources", resources);
    }

    /** The resources with parameters, on one page. */
    Reply.Final templates(ObjectNode params, Request request) {
        ArrayNode templates = JsonNodeFactory.instance.arrayNode();
        if (isOffered(ResourceUri.MESSAGES_TOOL, request.keyName())) {
            templates
                    .addObject()
                    .put("uriTemplate", ResourceUri.MESSAGES_TEMPLATE)
                    .put("name", "messages")
                    .put("title", "Newest messages of a chat")
                    .put(
                            "description",
                            "The newest messages of a chat, as get_messages returns them. ref is a username, 'me', a"
                                    + " numeric id, or a ref or chat_ref from a result.")
                    .put("mimeType", JSON);
        }
        return page(params, "resourceTemplates", templates);
    }

    private static Reply.Final page(ObjectNode params, String name, ArrayNode items) {
        if (params.hasNonNull("cursor")) {
            return RpcError.invalidParams("Unknown cursor");
        }
        ObjectNode result = StrictJson.object();
        result.set(name, items);
        return new Reply.Result(result);
    }

    private boolean isOffered(ResourceUri resource, @Nullable String keyName) {
        return isOffered(resource.tool(), keyName);
    }

    private boolean isOffered(String tool, @Nullable String keyName) {
        return tools.dispatcher()
                .tools(keyName)
                .find(tool)
                .filter(tools.list()::offers)
                .isPresent();
    }

    /**
     * Reads a resource.
     *
     * @param notFound the revision's code for a resource that does not exist
     */
    void read(
            ClientMessage.Call call,
            Request request,
            ToolCalls calls,
            ToolCalls.CancelSource cancelSource,
            int notFound,
            Consumer<Reply> out) {
        String uri = call.params().path("uri").asString("");
        ResourceUri resource = ResourceUri.of(uri);
        if (resource == null || !isOffered(resource, request.keyName())) {
            out.accept(RpcError.resourceNotFound(notFound, uri, "Resource not found"));
            return;
        }
        EventFeed.Refusal refusal = resource.chat() == null ? feed.refusal(request.keyName()) : null;
        if (refusal != null) {
            out.accept(RpcError.invalidParams(refusal.message()));
            return;
        }
        calls.read(resource, notFound, request, cancelSource, out);
    }

    /**
     * Adds a resource to those that a client watches, and begins to watch.
     *
     * @param notFound the revision's code for a resource that does not exist
     * @return why not; {@code null} if it is watched
     */
    @Nullable
    RpcError watch(Watchlist watchlist, String uri, int notFound) {
        String key = watchlist.keyName();
        ResourceUri resource = ResourceUri.of(uri);
        if (resource == null || !isOffered(resource, key)) {
            return RpcError.resourceNotFound(notFound, uri, "Resource not found");
        }
        EventFeed.Refusal refusal = feed.refusal(key);
        if (refusal != null) {
            return RpcError.invalidParams(refusal.message());
        }
        try {
            OptionalLong chat = resource.chat() == null ? NO_CHAT : feed.find(key, resource.chat());
            if (chat.isEmpty()) {
                return RpcError.resourceNotFound(notFound, uri, "Resource not found");
            }
            start();
            return watchlist.add(resource, chat.getAsLong())
                    ? null
                    : RpcError.invalidParams("More than %d resources".formatted(Watchlist.MAX));
        } catch (ToolException e) {
            return RpcError.failed(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void start() {
        if (!started) {
            feed.start(this::happened);
            started = true;
        }
    }

    private void happened(Map<Long, Boolean> chats) {
        for (Watchlist watchlist : tools.subscriptions().watchlists()) {
            if (watchlist.isEmpty()) {
                continue;
            }
            EventFeed.Refusal refusal = feed.refusal(watchlist.keyName());
            if (refusal == null) {
                watchlist.change(entry -> isChanged(entry, chats, watchlist.keyName()));
            } else if (refusal.isFinal()) {
                tools.subscriptions().end(watchlist);
            }
        }
    }

    private boolean isChanged(Watchlist.Entry entry, Map<Long, Boolean> chats, @Nullable String keyName) {
        boolean happened = entry.resource().chat() == null
                ? chats.keySet().stream().anyMatch(chat -> feed.mayRead(keyName, chat))
                : chats.getOrDefault(entry.chatId(), false) && feed.mayRead(keyName, entry.chatId());
        return happened && isOffered(entry.resource(), keyName);
    }
}
