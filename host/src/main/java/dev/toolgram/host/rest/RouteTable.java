package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.host.http.RequestPath;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.json.Excerpt;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the tools of one snapshot, with {@code POST /api/tools/{name}} for each of them: a hash look-up for each
 * segment of a path, however many tools there are. Immutable once built.
 */
final class RouteTable {

    private static final int MAX_SHOWN = 100;

    private final Function<Endpoint, Resource.Handler> handlers;
    private final Path forms;
    private final Node root = new Node(false);

    /** The routes that share a beginning. */
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Route.Method, Choice> endpoints = new EnumMap<>(Route.Method.class);
        private final boolean isVariable;
        private @Nullable Node variable;
        private @Nullable Resource resource;

        private Node(boolean isVariable) {
            this.isVariable = isVariable;
        }
    }

    /** The endpoints of one method at one path: for every request, and for those with a certain field. */
    private record Choice(
            @Nullable Endpoint general, @Nullable Endpoint selective) {

        private static Choice of(Endpoint endpoint) {
            return endpoint.isSelective() ? new Choice(null, endpoint) : new Choice(endpoint, null);
        }

        private Endpoint any() {
            return Objects.requireNonNull(general == null ? selective : general);
        }

        private boolean takesFiles() {
            return general != null && general.takesFiles() || selective != null && selective.takesFiles();
        }

        private Choice or(Choice other) {
            return new Choice(
                    general == null ? other.general : general, selective == null ? other.selective : selective);
        }
    }

    /**
     * @param handlers makes the handler of an endpoint
     * @param forms the folder for the files of forms
     */
    RouteTable(ToolSnapshot tools, Function<Endpoint, Resource.Handler> handlers, Path forms) {
        this.forms = forms;
        this.handlers = handlers;
        // First: no plugin's route can take the name of another one's tool.
        tools.tools().forEach(tool -> add(tool, byName(tool)));
        for (RegisteredTool tool : tools.tools()) {
            tool.routes().forEach(route -> add(tool, route));
        }
        build(root);
    }

    /** The route at which every tool answers. */
    static Route byName(RegisteredTool tool) {
        return Route.post("/api/tools/" + tool.name());
    }

    private void add(RegisteredTool tool, Route route) {
        Endpoint endpoint = new Endpoint(tool, route);
        Node node = root;
        for (String segment : endpoint.template()) {
            if (Endpoint.isVariable(segment)) {
                node.variable = node.variable == null ? new Node(true) : node.variable;
                node = node.variable;
            } else {
                node = node.literals.computeIfAbsent(segment, _ -> new Node(false));
            }
        }
        node.endpoints.merge(route.method(), Choice.of(endpoint), Choice::or);
    }

    private void build(Node node) {
        if (!node.endpoints.isEmpty()) {
            node.resource = resource(node.endpoints);
        }
        node.literals.values().forEach(this::build);
        if (node.variable != null) {
            build(node.variable);
        }
    }

    private Resource resource(Map<Route.Method, Choice> endpoints) {
        SequencedMap<String, Resource.Handler> byMethod = new LinkedHashMap<>();
        endpoints.forEach((method, choice) -> byMethod.put(method.name(), handler(choice)));
        Resource resource = new Resource(byMethod);
        boolean takesFiles = endpoints.values().stream().anyMatch(Choice::takesFiles);
        return takesFiles ? resource.withForms(forms) : resource;
    }

    private Resource.Handler handler(Choice choice) {
        Endpoint general = choice.general();
        Endpoint selective = choice.selective();
        if (general == null || selective == null) {
            return handlers.apply(choice.any());
        }
        Resource.Handler usual = handlers.apply(general);
        Resource.Handler selected = handlers.apply(selective);
        return request -> (selective.isSelectedBy(request) ? selected : usual).handle(request);
    }

    /**
     * The resource at a path: for every method the most specific endpoint. So {@code PATCH /a/b} finds its own
     * {@code /a/{x}} though there is a {@code POST /a/b}.
     */
    @Nullable
    Resource find(RequestPath path) {
        List<Node> matches = new ArrayList<>(1);
        collect(root, path.segments(), 0, matches);
        matches.removeIf(match -> match.endpoints.isEmpty());
        if (matches.size() <= 1) {
            return matches.isEmpty() ? null : matches.getFirst().resource;
        }
        Map<Route.Method, Choice> endpoints = new EnumMap<>(Route.Method.class);
        matches.forEach(match -> match.endpoints.forEach(endpoints::putIfAbsent));
        return resource(endpoints);
    }

    /** The name of a tool that answers this method at a path; {@code null} if there is none. */
    @Nullable
    String tool(String method, RequestPath path) {
        List<Node> matches = new ArrayList<>(1);
        collect(root, path.segments(), 0, matches);
        return matches.stream()
                .flatMap(match -> match.endpoints.entrySet().stream())
                .filter(entry -> entry.getKey().name().equals(method))
                .map(entry -> entry.getValue().any().tool())
                .findFirst()
                .orElse(null);
    }

    /**
     * The error for the last segment of a path where only certain words can stand: the actions on a thing that the
     * path names, as in {@code /api/chats/{chat}/admin/ban}. {@code null} if the path is not of this kind.
     */
    @Nullable
    String unknownAction(RequestPath path) {
        List<String> segments = path.segments();
        if (segments.size() < 3) {
            return null;
        }
        List<Node> things = new ArrayList<>(1);
        collect(root, segments.subList(0, segments.size() - 2), 0, things);
        String kind = segments.get(segments.size() - 2);
        return things.stream()
                .filter(thing -> thing.isVariable)
                .flatMap(thing -> Stream.ofNullable(thing.literals.get(kind)))
                .filter(actions -> actions.variable == null && !actions.literals.isEmpty())
                .map(actions -> "unknown %s action '%s'; valid: [%s]"
                        .formatted(
                                kind,
                                Excerpt.of(segments.getLast(), MAX_SHOWN, "..."),
                                actions.literals.keySet().stream()
                                        .sorted()
                                        .map("'%s'"::formatted)
                                        .collect(Collectors.joining(", "))))
                .findFirst()
                .orElse(null);
    }

    /** The nodes at a path, the most specific first: at the first difference a literal comes before a variable. */
    private static void collect(Node node, List<String> segments, int depth, List<Node> matches) {
        if (depth == segments.size()) {
            matches.add(node);
            return;
        }
        Node next = node.literals.get(segments.get(depth));
        if (next != null) {
            collect(next, segments, depth + 1, matches);
        }
        if (node.variable != null) {
            collect(node.variable, segments, depth + 1, matches);
        }
    }
}
