package dev.toolgram.host.tool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A value computed once for each snapshot, and for each part of it that a caller may use. It is released when the tools
 * change, and not only at the next request: it would keep the classes of an unloaded plugin until then. Thread-safe.
 *
 * @param <T> the value
 */
public final class PerSnapshot<T> {

    private final ToolRegistry registry;
    private final Function<ToolSnapshot, T> make;
    private final Map<ToolSnapshot, T> made = new ConcurrentHashMap<>();

    /**
     * Computes nothing yet.
     *
     * @param make computes it; may be called more than once for a snapshot
     */
    public PerSnapshot(ToolRegistry registry, Function<ToolSnapshot, T> make) {
        this.registry = registry;
        this.make = make;
        var _ = registry.onChange(made::clear);
    }

    /** The value for the current snapshot. */
    public T get() {
        return get(registry.snapshot());
    }

    /** The value for a snapshot or a part of one. */
    public T get(ToolSnapshot tools) {
        T known = made.get(tools);
        if (known == null) {
            known = make.apply(tools);
            made.put(tools, known);
            if (registry.snapshot() != tools.whole()) {
                made.remove(tools); // the tools changed meanwhile, perhaps after the listener ran
            }
        }
        return known;
    }
}
