package dev.toolgram.host.tool;

import dev.toolgram.api.Route;
import dev.toolgram.host.config.EditDistance;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tools published together, ordered by name. Immutable. */
public final class ToolSnapshot {

    /** No tools. */
    public static final ToolSnapshot EMPTY = new ToolSnapshot(Map.of());

    private final Map<String, RegisteredTool> byName;

    private ToolSnapshot(Map<String, RegisteredTool> byName) {
        this.byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** The tool of this name. */
    public Optional<RegisteredTool> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The tool whose name is most like this one, if any is. */
    public Optional<String> similar(String name) {
        return EditDistance.nearest(name, byName.keySet());
    }

    /** All tools, ordered by name. */
    public Collection<RegisteredTool> tools() {
        return byName.values();
    }

    /**
     * This snapshot and more tools.
     *
     * @throws DuplicateToolException if a name or a route is already taken
     */
    public ToolSnapshot with(Collection<RegisteredTool> more) {
        Map<String, RegisteredTool> next = new TreeMap<>(byName);
        for (RegisteredTool tool : more) {
            RegisteredTool holder = next.putIfAbsent(tool.name(), tool);
            if (holder != null) {
                throw new DuplicateToolException(
                        holder.pluginId().equals(tool.pluginId())
                                ? "it has two tools of the name '%s'".formatted(tool.name())
                                : "tool name '%s' is already taken by plugin '%s'"
                                        .formatted(tool.name(), holder.pluginId()));
            }
            refuseTakenRoute(tool, next);
        }
        return new ToolSnapshot(next);
    }

    private static void refuseTakenRoute(RegisteredTool tool, Map<String, RegisteredTool> others) {
        Route route = tool.definition().route();
        for (RegisteredTool other : others.values()) {
            Route taken = other.definition().route();
            if (route != null
                    && taken != null
                    && !other.name().equals(tool.name())
                    && taken.method() == route.method()
                    && taken.shape().equals(route.shape())) {
                throw new DuplicateToolException("route '%s' of tool '%s' is already taken by tool '%s' of plugin '%s'"
                        .formatted(route, tool.name(), other.name(), other.pluginId()));
            }
        }
    }

    /** Thrown when two tools want the same name or route. */
    public static final class DuplicateToolException extends RuntimeException {
        DuplicateToolException(String message) {
            super(message);
        }
    }
}
