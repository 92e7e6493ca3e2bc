package dev.toolgram.host.mcp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The streams on which clients wait to hear that the tools have changed. Thread-safe. */
final class McpSubscriptions {

    /** Each holds a connection and a buffer; a client needs one. */
    static final int MAX = 256;

    private final Set<McpSubscription> open = new HashSet<>();
    private boolean ended;

    /** One more, or {@code null} when there are too many or the host shuts down. */
    synchronized @Nullable McpSubscription open() {
        if (ended || open.size() >= MAX) {
            return null;
        }
        McpSubscription listener = new McpSubscription(this);
        open.add(listener);
        return listener;
    }

    synchronized void leave(McpSubscription listener) {
        open.remove(listener);
    }

    void toolsChanged() {
        all().forEach(listener -> listener.wake(McpSubscription.News.CHANGED));
    }

    /** Ends all, and lets no new ones in. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        all().forEach(listener -> listener.wake(McpSubscription.News.ENDED));
    }

    private synchronized List<McpSubscription> all() {
        return List.copyOf(open);
    }
}
