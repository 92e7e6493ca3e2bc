package dev.toolgram.host.tool;

import dev.toolgram.api.Route;
import dev.toolgram.host.config.EditDistance;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tools published together, ordered by name. Immutable. */
public final class ToolSnapshot {

    /** No tools. */
    public static final ToolSnapshot EMPTY = new ToolSnapshot(Map.of());

    private final Map<String, RegisteredTool> byName;
    private final @Nullable ToolSnapshot whole;

    private ToolSnapshot(Map<String, RegisteredTool> byName) {
        this(byName, null);
    }

    private ToolSnapshot(Map<String, RegisteredTool> byName, @Nullable ToolSnapshot whole) {
        this.byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        this.whole = whole;
    }

    /** The tools of this snapshot that a caller may use. */
    public ToolSnapshot filter(Predicate<RegisteredTool> allowed) {
        Map<String, RegisteredTool> visible = new TreeMap<>(byName);
        visible.values().removeIf(allowed.negate());
        return new ToolSnapshot(visible, whole());
    }

    /** The snapshot that this one is a part of, or itself. */
    ToolSnapshot whole() {
        return whole == null ? this : whole;
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
            refuseTakenRoutes(tool, next);
        }
        return new ToolSnapshot(next);
    }

    private static void refuseTakenRoutes(RegisteredTool tool, Map<String, RegisteredTool> tools) {
        List<Route> routes = tool.routes();
        for (int i = 0; i < routes.size(); i++) {
            for (Route own : routes.subList(0, i)) {
                refuse(routes.get(i), tool, own, tool);
            }
            for (RegisteredTool other : tools.values()) {
                for (Route taken : other.name().equals(tool.name()) ? List.<Route>of() : other.routes()) {
                    refuse(routes.get(i), tool, taken, other);
                }
            }
        }
    }

    private static void refuse(Route route, RegisteredTool tool, Route taken, RegisteredTool other) {
        if (taken.method() == route.method()
                && taken.shape().equals(route.shape())
                && !(taken.path().equals(route.path())
                        && (selects(route, other, taken) || selects(taken, tool, route)))) {
            throw new DuplicateToolException("route '%s' of tool '%s' is already taken by tool '%s' of plugin '%s'"
                    .formatted(route, tool.name(), other.name(), other.pluginId()));
        }
    }

    /** Whether the field of a route tells every body for its tool from those for the other one. */
    private static boolean selects(Route route, RegisteredTool other, Route others) {
        String field = route.requiredField();
        return field != null && others.requiredField() == null && !other.hasField(field);
    }

    /** Thrown when two tools want the same name or route. */
    public static final class DuplicateToolException extends RuntimeException {
        DuplicateToolException(String message) {
            super(message);
        }
    }
}
