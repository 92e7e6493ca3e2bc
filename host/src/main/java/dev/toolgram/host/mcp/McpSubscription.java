package dev.toolgram.host.mcp;

import dev.toolgram.host.http.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** One stream on which a client waits to hear that the tools have changed. */
final class McpSubscription implements AutoCloseable {

    /** What there is to hear, in the order of its weight. */
    enum News {
        NONE,
        CHANGED,
        ENDED
    }

    private final McpSubscriptions others;
    private News news = News.NONE;

    McpSubscription(McpSubscriptions others) {
        this.others = others;
    }

    /** Tells this one; changes that come before it has passed on the last one are one change. */
    synchronized void wake(News heard) {
        if (heard.compareTo(news) > 0) {
            news = heard;
            notifyAll();
        }
    }

    /**
     * Passes on what it hears until the host shuts down or the client has gone; blocking.
     *
     * @throws IOException if the client was found to be gone by writing to it
     */
    void listen(Request request, EventStream out, ObjectNode changed) throws IOException {
        try (Request.Watch _ = request.onHangUp(() -> wake(News.ENDED))) {
            for (News heard = await(); heard != News.ENDED; heard = await()) {
                if (heard == News.CHANGED) {
                    out.send(changed);
                } else {
                    out.keepAlive();
                }
            }
        }
    }

    @Override
    public void close() {
        others.leave(this);
    }

    private synchronized News await() throws InterruptedIOException {
        long end = System.nanoTime() + EventStream.KEEP_ALIVE.toNanos();
        try {
            for (long left = end - System.nanoTime(); news == News.NONE && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the host stops");
        }
        News heard = news;
        news = heard == News.ENDED ? News.ENDED : News.NONE;
        return heard;
    }
}
