package dev.toolgram.host.events;

import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/** One who reads the log from a number on. For one reading thread; {@link #end} and {@link #lag} are for any. */
public final class EventReader implements EventLog.Reader, AutoCloseable {

    /** The ways out that read with this: long poll, server-sent events, WebSocket, MCP. */
    public static final List<String> KINDS = List.of("poll", "stream", "websocket", "mcp");

    /** The ways out that keep their place and deliver at least once. */
    public static final List<String> DELIVERING = List.of("webhook", "sink");

    private final EventLog log;
    private final String kind;
    private final EventFilter filter;
    private final LongPredicate readable;
    private volatile long cursor;
    private volatile boolean ended;

    /**
     * A reader that counts in the metrics until it is closed.
     *
     * @param kind one of {@link #KINDS}, for the metrics
     * @param after the number of the last event that was handled; -1 for the newest one
     * @param readable the chats whose events may be seen, as TDLib's ids; asked for each event
     */
    public EventReader(EventLog log, String kind, long after, EventFilter filter, LongPredicate readable) {
        this.log = log;
        this.kind = kind;
        this.filter = filter;
        this.readable = readable;
        this.cursor = after < 0 ? log.newest() : after;
        log.opened(this);
    }

    @Override
    public String kind() {
        return kind;
    }

    /** The number behind which {@link #next} reads. */
    public long cursor() {
        return cursor;
    }

    @Override
    public long lag() {
        return Math.max(0, log.newest() - cursor);
    }

    /**
     * The next events, which are handled when this is called again.
     *
     * @param limit the most events
     * @param timeout how long to wait if there are none
     * @return no events after the time-out, after {@link #end}, or if the page is {@link EventPage#truncated}
     */
    public EventPage next(int limit, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            EventPage page = log.read(cursor, limit, filter, readable);
            cursor = page.next();
            if (!page.events().isEmpty() || page.truncated() || ended) {
                return page;
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (cursor == page.newest() && !(left.isPositive() && log.await(cursor, left, () -> ended))) {
                return page;
            }
        }
    }

    /** Lets {@link #next} return at once, from now on. */
    @Override
    public void end() {
        ended = true;
        log.wake();
    }

    /** Whether {@link #end} was called. */
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        log.closed(this);
    }
}
