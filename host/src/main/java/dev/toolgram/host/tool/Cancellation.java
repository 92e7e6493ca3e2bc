package dev.toolgram.host.tool;

import java.util.ArrayList;
import java.util.List;

/** Lets somebody else end a call that runs. Thread-safe. */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean cancelled;

    /** Ends the call as soon as it can be ended; a second time does nothing. */
    public void cancel() {
        List<Runnable> toTell;
        synchronized (listeners) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toTell = List.copyOf(listeners);
        }
        toTell.forEach(Runnable::run);
    }

    /** Whether it was ended. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Calls a listener when the call is ended, or now if it was; it must not block. */
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
