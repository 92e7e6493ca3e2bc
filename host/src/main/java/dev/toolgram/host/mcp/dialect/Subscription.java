package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.EventStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One stream that reports changes of the tools and of watched resources to a client. */
final class Subscription implements Watchlist.Stream, AutoCloseable {

    private final Watchlist watchlist;
    private final Consumer<Subscription> onClose;
    private final Set<Watchlist.Event> pending = EnumSet.noneOf(Watchlist.Event.class);

    /**
     * A stream.
     *
     * @param watchlist the resources that the client watches
     * @param onClose called when the stream has ended
     */
    Subscription(Watchlist watchlist, Consumer<Subscription> onClose) {
        this.watchlist = watchlist;
        this.onClose = onClose;
        watchlist.attach(this);
    }

    Watchlist watchlist() {
        return watchlist;
    }

    /** Adds an event; equal ones that are not forwarded yet are one. */
    @Override
    public synchronized void wake(Watchlist.Event event) {
        if (pending.add(event)) {
            notifyAll();
        }
    }

    /**
     * Forwards the events until the host shuts down or the client disconnects; blocking.
     *
     * @param changed reports a change of the tools; {@code null} if the client did not ask for it
     * @param updated reports a change of the resource of a URI
     * @throws IOException if a write failed because the client has disconnected
     */
    void forward(Request request, EventStream out, @Nullable ObjectNode changed, Function<String, ObjectNode> updated)
            throws IOException {
        try (Request.Watch _ = request.onHangUp(() -> wake(Watchlist.Event.ENDED))) {
            for (Set<Watchlist.Event> events = await(); !events.contains(Watchlist.Event.ENDED); events = await()) {
                if (events.isEmpty()) {
                    out.keepAlive();
                }
                if (changed != null && events.contains(Watchlist.Event.CHANGED)) {
                    out.send(changed);
                }
                if (events.contains(Watchlist.Event.UPDATED)) {
                    for (String uri : watchlist.take()) {
                        out.send(updated.apply(uri));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        watchlist.detach(this);
        onClose.accept(this);
    }

    private synchronized Set<Watchlist.Event> await() throws InterruptedIOException {
        long end = System.nanoTime() + EventStream.KEEP_ALIVE.toNanos();
        try {
            for (long left = end - System.nanoTime(); pending.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the host is shutting down");
        }
        Set<Watchlist.Event> events = EnumSet.copyOf(pending);
        pending.clear();
        return events;
    }
}
