package dev.toolgram.host.tool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** The tools of this moment; keep it for one request. */
    public ToolSnapshot snapshot() {
        return current.get();
    }

    /** Publishes other tools, and then tells the listeners. */
    public void replace(ToolSnapshot next) {
        current.set(next);
        for (Listener listener : listeners) {
            try {
                listener.action.run();
            } catch (RuntimeException e) {
                log.warn("A listener failed on a change of the tools", e); // the change is made all the same
            }
        }
    }

    /**
     * Calls a listener after every change; {@link #snapshot} is the new one by then, or an even newer one.
     *
     * @param listener called on the thread that makes the change, which waits: it must be quick
     * @return ends the calls when it is closed
     */
    public Subscription onChange(Runnable listener) {
        Listener subscription = new Listener(listener);
        listeners.add(subscription);
        return subscription;
    }

    /** A listener that is called. Closing twice is allowed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private final class Listener implements Subscription {

        private final Runnable action;

        Listener(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
