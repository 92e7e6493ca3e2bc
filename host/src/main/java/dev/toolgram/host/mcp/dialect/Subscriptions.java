package dev.toolgram.host.mcp.dialect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open streams that report changes of the tools. Thread-safe. */
final class Subscriptions {

    /** Each holds a connection and a buffer; a client needs one. */
    static final int MAX = 256;

    private final Set<Subscription> open = new HashSet<>();
    private boolean ended;

    /** Opens one more, or returns {@code null} when there are too many or the host is shutting down. */
    synchronized @Nullable Subscription open() {
        if (ended || open.size() >= MAX) {
            return null;
        }
        Subscription subscription = new Subscription(this::leave);
        open.add(subscription);
        return subscription;
    }

    private synchronized void leave(Subscription subscription) {
        open.remove(subscription);
    }

    void toolsChanged() {
        all().forEach(subscription -> subscription.wake(Subscription.Event.CHANGED));
    }

    /** Ends all of them, and opens no more. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        all().forEach(subscription -> subscription.wake(Subscription.Event.ENDED));
    }

    private synchronized List<Subscription> all() {
        return List.copyOf(open);
    }
}
