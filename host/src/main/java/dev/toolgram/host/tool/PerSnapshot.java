package dev.toolgram.host.tool;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a door makes of the tools, once for each snapshot. Lets go of it when the tools change, rather than when somebody
 * asks the next time: it would keep the classes of an unloaded plugin until then. Thread-safe.
 *
 * @param <T> what is made
 */
public final class PerSnapshot<T> {

    private final ToolRegistry registry;
    private final Function<ToolSnapshot, T> make;
    private volatile @Nullable Made<T> current;

    private record Made<T>(ToolSnapshot of, T value) {}

    /**
     * Nothing yet.
     *
     * @param make makes it; may be called more than once for a snapshot
     */
    public PerSnapshot(ToolRegistry registry, Function<ToolSnapshot, T> make) {
        this.registry = registry;
        this.make = make;
        var _ = registry.onChange(() -> current = null);
    }

    /** What there is for the tools of this moment. */
    public T get() {
        ToolSnapshot now = registry.snapshot();
        Made<T> known = current;
        if (known == null || known.of() != now) {
            known = new Made<>(now, make.apply(now));
            current = known;
            if (registry.snapshot() != now) {
                current = null; // the tools changed meanwhile, and the listener may have come too early
            }
        }
        return known.value();
    }
}
