package dev.toolgram.host.tool;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds the current {@link ToolSnapshot}. A change replaces the whole snapshot at once, so no caller ever sees half a
 * plugin. Thread-safe.
 */
public final class ToolRegistry {

    private final AtomicReference<ToolSnapshot> current = new AtomicReference<>(ToolSnapshot.EMPTY);

    /** The tools of this moment; keep it for one request. */
    public ToolSnapshot snapshot() {
        return current.get();
    }

    /** Publishes other tools. */
    public void replace(ToolSnapshot next) {
        current.set(next);
    }
}
