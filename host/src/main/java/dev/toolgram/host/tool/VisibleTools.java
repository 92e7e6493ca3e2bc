package dev.toolgram.host.tool;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value computed once for each set of tools that callers see. Thread-safe.
 *
 * @param <T> the value
 */
public final class VisibleTools<T> {

    private record Views<T>(Collection<RegisteredTool> tools, Map<List<String>, T> byNames) {}

    private final PerSnapshot<Views<T>> views;
    private final ToolVisibility visibility;
    private final Function<Collection<RegisteredTool>, T> make;

    /** @param make computes the value for tools ordered by name */
    public VisibleTools(
            ToolRegistry registry, ToolVisibility visibility, Function<Collection<RegisteredTool>, T> make) {
        this.views = new PerSnapshot<>(registry, snapshot -> new Views<>(snapshot.tools(), new ConcurrentHashMap<>()));
        this.visibility = visibility;
        this.make = make;
    }

    /**
     * The value for the tools that the caller with this key sees.
     *
     * @param usable the tools that it may use
     */
    public T get(ToolSnapshot usable, @Nullable String keyName) {
        Views<T> now = views.get(usable);
        List<RegisteredTool> visible = now.tools().stream()
                .filter(tool -> visibility.isVisible(tool, keyName))
                .toList();
        return now.byNames()
                .computeIfAbsent(visible.stream().map(RegisteredTool::name).toList(), _ -> make.apply(visible));
    }
}
