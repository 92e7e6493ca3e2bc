package dev.toolgram.host.tool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the current {@link ToolSnapshot}. A change replaces the whole snapshot at once, so no caller ever sees half a
 * plugin. Thread-safe.
 */
public final class ToolRegistry {

    private static final Logger log = LoggerFactory.getLogger(ToolRegistry.class);

    private final AtomicReference<ToolSnapshot> current = new AtomicReference<>(ToolSnapshot.EMPTY);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The current tools; keep the snapshot for one request. */
    public ToolSnapshot snapshot() {
        return current.get();
    }

    /** Publishes other tools, then notifies the listeners. */
    public void replace(ToolSnapshot next) {
        current.set(next);
        changed();
    }

    /** Notifies the listeners: other callers may use the tools now. */
    public void changed() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                log.warn("Listener failed on a change of the tools", e);
            }
        }
    }

    /**
     * Calls a listener after every change; {@link #snapshot} is then the new one, or an even newer one.
     *
     * @param listener called on the thread that makes the change, so it must be quick
     * @return to be closed to end the notifications
     */
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A registered listener. Closing it twice is allowed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
