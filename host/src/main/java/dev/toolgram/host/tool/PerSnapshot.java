package dev.toolgram.host.tool;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value computed once for each snapshot. It is released when the tools change, and not only at the next request: it
 * would keep the classes of an unloaded plugin until then. Thread-safe.
 *
 * @param <T> the value
 */
public final class PerSnapshot<T> {

    private final ToolRegistry registry;
    private final Function<ToolSnapshot, T> make;
    private volatile @Nullable Made<T> current;

    private record Made<T>(ToolSnapshot of, T value) {}

    /**
     * Computes nothing yet.
     *
     * @param make computes it; may be called more than once for a snapshot
     */
    public PerSnapshot(ToolRegistry registry, Function<ToolSnapshot, T> make) {
        this.registry = registry;
        this.make = make;
        var _ = registry.onChange(() -> current = null);
    }

    /** The value for the current snapshot. */
    public T get() {
        ToolSnapshot now = registry.snapshot();
        Made<T> known = current;
        if (known == null || known.of() != now) {
            known = new Made<>(now, make.apply(now));
            current = known;
            if (registry.snapshot() != now) {
                current = null; // the tools changed meanwhile, perhaps after the listener ran
            }
        }
        return known.value();
    }
}
