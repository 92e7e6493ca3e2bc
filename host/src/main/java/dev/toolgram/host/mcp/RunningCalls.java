package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.tool.Cancellation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The calls of clients that cancel by a message of its own. There are no sessions to tell clients apart, so a call is
 * known by its id and by where it came from, and one that cannot be told from another is not cancelled. Thread-safe.
 */
final class RunningCalls {

    private final Map<Key, List<Cancellation>> running = new HashMap<>();

    /** The id as JSON, so that {@code 5} is not {@code "5"}. */
    private record Key(String id, String address, @Nullable String credentials) {
        static Key of(JsonNode id, Request request) {
            return new Key(id.toString(), request.remoteAddress(), request.header("Authorization"));
        }
    }

    /** Knows a call until the watch is closed. */
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

    /** Cancels the one call that is meant; when there is none or more than one, nothing. */
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
