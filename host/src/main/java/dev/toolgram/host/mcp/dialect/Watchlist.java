package dev.toolgram.host.mcp.dialect;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a client watches, and those that have changed since it was last notified. What changes while the
 * client reconnects is kept for its next stream. Thread-safe.
 */
final class Watchlist {

    /** The most resources of a client. */
    static final int MAX = 100;

    /** The time that a client has for its first subscription, and for opening a new stream. */
    private static final Duration SUBSCRIBING = Duration.ofSeconds(10);

    private static final Duration RECONNECTING = Duration.ofMinutes(5);

    /**
     * A watched resource.
     *
     * @param resource what is watched
     * @param chatId its chat; 0 for the events
     */
    record Entry(ResourceUri resource, long chatId) {}

    /** The events of a stream. */
    enum Event {
        /** The tools have changed. */
        CHANGED,
        /** Watched resources have changed. */
        UPDATED,
        /** There is nothing more to report. */
        ENDED
    }

    /** A stream to the client. */
    interface Stream {
        /** Adds an event; never blocks. */
        void wake(Event event);
    }

    private final @Nullable String keyName;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<Stream> streams = new HashSet<>();
    private long detachedAt = System.nanoTime();
    private boolean ended;

    Watchlist(@Nullable String keyName) {
        this.keyName = keyName;
    }

    @Nullable
    String keyName() {
        return keyName;
    }

    /** Watches one more resource, unless there are too many. */
    synchronized boolean add(ResourceUri resource, long chatId) {
        if (entries.size() >= MAX && !entries.containsKey(resource.text())) {
            return false;
        }
        entries.put(resource.text(), new Entry(resource, chatId));
        return true;
    }

    synchronized void remove(String uri) {
        entries.remove(uri);
        changed.remove(uri);
    }

    synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Notifies the client of a change of some of its resources. */
    synchronized void change(Predicate<Entry> isChanged) {
        entries.values().stream()
                .filter(isChanged)
                .forEach(entry -> changed.add(entry.resource().text()));
        wakeIfChanged();
    }

    private void wakeIfChanged() {
        if (!changed.isEmpty()) {
            streams.forEach(stream -> stream.wake(Event.UPDATED));
        }
    }

    /** The URIs that have changed; the next call returns only later ones. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(changed);
        changed.clear();
        return taken;
    }

    /** Notifies a stream from now on. */
    synchronized void attach(Stream stream) {
        streams.add(stream);
        wakeIfChanged();
        if (ended) {
            stream.wake(Event.ENDED);
        }
    }

    synchronized void detach(Stream stream) {
        streams.remove(stream);
        detachedAt = System.nanoTime();
    }

    /** Whether its client has gone: it has had no stream for a while. */
    synchronized boolean isAbandoned() {
        Duration patience = entries.isEmpty() ? SUBSCRIBING : RECONNECTING;
        return streams.isEmpty() && System.nanoTime() - detachedAt > patience.toNanos();
    }

    /** Forgets the resources, and ends the streams. */
    synchronized void end() {
        ended = true;
        entries.clear();
        changed.clear();
        streams.forEach(stream -> stream.wake(Event.ENDED));
    }
}
