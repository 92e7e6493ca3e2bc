package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open streams that report changes of the tools and of resources, and what the sessions of legacy clients watch.
 * Thread-safe.
 */
final class Subscriptions {

    /** Each holds a connection and a buffer; a client needs one. */
    static final int MAX = 256;

    private static final int MAX_SESSIONS = 2 * MAX;

    private final Set<Subscription> open = new HashSet<>();
    private final Map<Session, Watchlist> sessions = new HashMap<>();
    private boolean ended;

    private record Session(String id, @Nullable String key) {}

    /**
     * Opens one more, or returns {@code null} when there are too many or the host is shutting down.
     *
     * @param watchlist the resources that the client watches
     */
    synchronized @Nullable Subscription open(Watchlist watchlist) {
        if (ended || open.size() >= MAX) {
            return null;
        }
        Subscription subscription = new Subscription(watchlist, this::leave);
        open.add(subscription);
        return subscription;
    }

    private synchronized void leave(Subscription subscription) {
        open.remove(subscription);
    }

    /** The watchlist of a request's session, for all its streams; {@code null} without a session, or with too many. */
    synchronized @Nullable Watchlist ofSession(Request request) {
        String id = request.header(Reply.Result.SESSION_HEADER);
        if (id == null) {
            return null;
        }
        Session session = new Session(id, request.keyName());
        if (!sessions.containsKey(session)) {
            sessions.values().removeIf(Watchlist::isAbandoned);
            if (sessions.size() >= MAX_SESSIONS) {
                return null;
            }
        }
        return sessions.computeIfAbsent(session, each -> new Watchlist(each.key()));
    }

    /** Those of all sessions and streams. */
    synchronized Set<Watchlist> watchlists() {
        return Stream.concat(sessions.values().stream(), open.stream().map(Subscription::watchlist))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Ends the streams of a watchlist. */
    void end(Watchlist watchlist) {
        synchronized (this) {
            sessions.values().remove(watchlist);
        }
        watchlist.end();
    }

    void toolsChanged() {
        all().forEach(subscription -> subscription.wake(Watchlist.Event.CHANGED));
    }

    /** Ends all of them, and opens no more. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        all().forEach(subscription -> subscription.wake(Watchlist.Event.ENDED));
    }

    private synchronized List<Subscription> all() {
        return List.copyOf(open);
    }
}
