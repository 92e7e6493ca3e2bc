package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.PerSnapshot;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every tool at its route and at {@code POST /api/tools/{name}}, and at {@code GET /openapi.json} the document that
 * describes them. Follows the registry: what a new snapshot publishes answers at once. Thread-safe.
 */
public final class RestEndpoints implements HttpModule {

    private static final List<String> OPENAPI = List.of("openapi.json");
    private static final List<String> TOOLS = List.of("api", "tools");

    private final ToolDispatcher dispatcher;
    private final PerSnapshot<RouteTable> routes;
    private final PerSnapshot<byte[]> openApi;

    /**
     * A door to the tools of a registry.
     *
     * @param version the host's version, for the document
     * @param secured whether the server asks for a key at a path, for the document
     */
    public RestEndpoints(ToolRegistry registry, ToolDispatcher dispatcher, String version, Predicate<String> secured) {
        this.dispatcher = dispatcher;
        this.routes = new PerSnapshot<>(registry, RouteTable::new);
        this.openApi = new PerSnapshot<>(registry, new OpenApi(version, secured)::document);
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(OPENAPI)) {
            return Optional.of(Resource.of("GET", request -> Response.json(200, openApi.get())));
        }
        Map<Route.Method, RouteTable.Match> matches = routes.get().at(path);
        SequencedMap<String, Resource.Handler> handlers = new LinkedHashMap<>();
        matches.forEach((method, match) -> handlers.put(method.name(), request -> call(match, request)));
        if (handlers.isEmpty()
                && path.size() == TOOLS.size() + 1
                && path.subList(0, TOOLS.size()).equals(TOOLS)) {
            handlers.put("POST", request -> unknown(path.getLast(), request));
        }
        return handlers.isEmpty() ? Optional.empty() : Optional.of(new Resource(handlers));
    }

    @Override
    public String name() {
        return "rest";
    }

    private Response unknown(String name, Request request) {
        ToolCall call = new ToolCall(name, StrictJson.object(), Caller.REST, request.id());
        return RestAnswers.of(dispatcher.dispatch(call), request.id(), Set.of(), "body");
    }

    private Response call(RouteTable.Match match, Request request) {
        Endpoint endpoint = match.endpoint();
        try {
            ToolCall call = new ToolCall(
                    endpoint.tool(), endpoint.arguments(request, match.variables()), Caller.REST, request.id());
            return RestAnswers.of(
                    dispatcher.dispatch(call), request.id(), match.variables().keySet(), endpoint.fieldsPart());
        } catch (BadRequestException e) {
            dispatcher.unreadable(endpoint.tool(), Caller.REST);
            return Problem.answer(e.problems(), request.id());
        }
    }
}
