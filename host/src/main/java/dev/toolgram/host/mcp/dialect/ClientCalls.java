package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.tool.Cancellation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The running calls of clients that cancel by a notification. Request ids are not unique, since every client counts from
 * 0, so a call belongs to its client's session id, or without one to its address and credentials; a call that cannot be
 * distinguished from another is not cancelled. Thread-safe.
 */
final class ClientCalls {

    private final Map<Key, List<Cancellation>> running = new HashMap<>();

    /** The id as JSON, because {@code 5} differs from {@code "5"}. */
    private record Key(String id, String client, @Nullable String credentials) {
        static Key of(JsonNode id, Request request) {
            String session = request.header(Reply.Result.SESSION_HEADER);
            String client = session == null ? "address " + request.remoteAddress() : "session " + session;
            return new Key(id.toString(), client, request.header("Authorization"));
        }
    }

    /** Registers a call until the watch is closed. */
    synchronized Request.Watch enter(JsonNode id, Request request, Cancellation cancellation) {
        Key key = Key.of(id, request);
        running.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(cancellation);
        return () -> leave(key, cancellation);
    }

    private synchronized void leave(Key key, Cancellation cancellation) {
        running.computeIfPresent(key, (_, calls) -> {
            calls.remove(cancellation);
            return calls.isEmpty() ? null : calls;
        });
    }

    /** Cancels the call of this id if the client has exactly one. */
    void cancel(JsonNode id, Request request) {
        Cancellation meant = find(Key.of(id, request));
        if (meant != null) {
            meant.cancel();
        }
    }

    private synchronized @Nullable Cancellation find(Key key) {
        List<Cancellation> calls = running.getOrDefault(key, List.of());
        return calls.size() == 1 ? calls.getFirst() : null;
    }
}
