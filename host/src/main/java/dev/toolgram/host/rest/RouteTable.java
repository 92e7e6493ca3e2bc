package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The routes of the tools of one snapshot, with {@code POST /api/tools/{name}} for each of them. Immutable. */
final class RouteTable {

    /**
     * An endpoint that a path leads to.
     *
     * @param endpoint the endpoint
     * @param variables what the path says of its variables
     */
    record Match(Endpoint endpoint, Map<String, String> variables) {}

    private final Map<Integer, List<Endpoint>> byLength = new HashMap<>();

    RouteTable(ToolSnapshot tools) {
        // First, and sorted stably: no plugin's route can take the name of another one's tool.
        tools.tools().forEach(tool -> add(tool, byName(tool)));
        for (RegisteredTool tool : tools.tools()) {
            Route route = tool.definition().route();
            if (route != null) {
                add(tool, route);
            }
        }
        byLength.values().forEach(endpoints -> endpoints.sort(Comparator.comparing(Endpoint::rank)));
    }

    private void add(RegisteredTool tool, Route route) {
        Endpoint endpoint = new Endpoint(tool, route);
        byLength.computeIfAbsent(endpoint.length(), ignored -> new ArrayList<>())
                .add(endpoint);
    }

    /** Where a tool answers whatever its route. */
    static Route byName(RegisteredTool tool) {
        return Route.post("/api/tools/" + tool.name());
    }

    /**
     * What a path leads to: for every method the most specific endpoint. So {@code PATCH /a/b} finds its own
     * {@code /a/{x}} though there is a {@code POST /a/b}.
     */
    Map<Route.Method, Match> at(List<String> path) {
        Map<Route.Method, Match> matches = new EnumMap<>(Route.Method.class);
        for (Endpoint endpoint : byLength.getOrDefault(path.size(), List.of())) {
            Map<String, String> variables = endpoint.match(path);
            if (variables != null) {
                matches.putIfAbsent(endpoint.method(), new Match(endpoint, variables));
            }
        }
        return matches;
    }
}
