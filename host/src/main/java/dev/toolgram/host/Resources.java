package dev.toolgram.host;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open resources, closed in reverse order. If one fails to close, the others are still closed. A resource added
 * afterwards is closed at once and rejected, so another thread can abort a start in progress. Thread-safe.
 */
public final class Resources implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Resources.class);

    private final Object closing = new Object();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /** @throws IllegalStateException if everything is closed already */
    public <T extends AutoCloseable> T add(T resource) {
        synchronized (opened) {
            if (!closed) {
                opened.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new IllegalStateException("Toolgram is shutting down");
    }

    /** Closes all resources. A second call waits for the first one. */
    @Override
    public void close() {
        synchronized (closing) {
            for (AutoCloseable next = next(); next != null; next = next()) {
                close(next);
            }
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (opened) {
            closed = true;
            return opened.poll();
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            log.warn("Failed to close {}, continuing", resource.getClass().getSimpleName(), e);
        }
    }
}
