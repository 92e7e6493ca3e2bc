package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.http.Request;
import dev.toolgram.host.mcp.wire.EventStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** One stream that reports changes of the tools to a client. */
final class Subscription implements AutoCloseable {

    /** The events, by priority. */
    enum Event {
        NONE,
        CHANGED,
        ENDED
    }

    private final Consumer<Subscription> onClose;
    private Event pending = Event.NONE;

    /** @param onClose called when the stream has ended */
    Subscription(Consumer<Subscription> onClose) {
        this.onClose = onClose;
    }

    /** Adds an event; changes that are not forwarded yet are one change. */
    synchronized void wake(Event event) {
        if (event.compareTo(pending) > 0) {
            pending = event;
            notifyAll();
        }
    }

    /**
     * Forwards the events until the host shuts down or the client disconnects; blocking.
     *
     * @throws IOException if a write failed because the client has disconnected
     */
    void forward(Request request, EventStream out, ObjectNode changed) throws IOException {
        try (Request.Watch _ = request.onHangUp(() -> wake(Event.ENDED))) {
            for (Event event = await(); event != Event.ENDED; event = await()) {
                if (event == Event.CHANGED) {
                    out.send(changed);
                } else {
                    out.keepAlive();
                }
            }
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
    }

    private synchronized Event await() throws InterruptedIOException {
        long end = System.nanoTime() + EventStream.KEEP_ALIVE.toNanos();
        try {
            for (long left = end - System.nanoTime();
                    pending == Event.NONE && left > 0;
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the host is shutting down");
        }
        Event event = pending;
        pending = event == Event.ENDED ? Event.ENDED : Event.NONE;
        return event;
    }
}
