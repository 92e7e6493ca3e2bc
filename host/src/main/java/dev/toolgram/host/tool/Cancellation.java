package dev.toolgram.host.tool;

import java.util.ArrayList;
import java.util.List;

/** Ends a running call from another thread. Thread-safe. */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>(1);
    private volatile boolean cancelled;

    /** Cancels the call; a second time does nothing. */
    public void cancel() {
        List<Runnable> notified;
        synchronized (listeners) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            notified = List.copyOf(listeners);
        }
        notified.forEach(Runnable::run);
    }

    /** Whether the call was cancelled. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Runs a listener when the call is cancelled, or now if it was; it must not block. */
    void onCancel(Runnable listener) {
        synchronized (listeners) {
            if (!cancelled) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }
}
