package dev.toolgram.host.rest;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.schema.InputProblems;
import dev.toolgram.host.http.Form;
import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.http.RequestPath;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.CallOptions;
import dev.toolgram.host.tool.Cancellation;
import dev.toolgram.host.tool.PerSnapshot;
import dev.toolgram.host.tool.ProgressListener;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolVisibility;
import dev.toolgram.host.tool.UploadedFiles;
import dev.toolgram.host.tool.VisibleTools;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every tool at its route and at {@code POST /api/tools/{name}}, and the document that describes them at
 * {@code GET /openapi.json}. Follows the registry: a new snapshot is served at once. Thread-safe.
 */
public final class RestEndpoints implements HttpModule {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final List<String> TOOLS = List.of("api", "tools");

    private final ToolDispatcher dispatcher;
    private final RestAnswers answers;
    private final boolean bare;
    private final PerSnapshot<RouteTable> routes;
    private final VisibleTools<byte[]> openApi;

    /**
     * Endpoints for the tools of a registry.
     *
     * @param version the host's version, for the document
     * @param secured whether the server asks for a key at a path, for the document
     * @param visibility the tools in the document
     */
    public RestEndpoints(
            ToolRegistry registry,
            ToolDispatcher dispatcher,
            String version,
            Predicate<String> secured,
            ToolVisibility visibility) {
        this(registry, dispatcher, version, secured, visibility, false, Set.of());
    }

    /**
     * As the other constructor.
     *
     * @param bare whether a result is the whole body, without {@code {"result": …}} around it
     * @param absent the paths of the host that the document must not list
     */
    public RestEndpoints(
            ToolRegistry registry,
            ToolDispatcher dispatcher,
            String version,
            Predicate<String> secured,
            ToolVisibility visibility,
            boolean bare,
            Set<String> absent) {
        this.dispatcher = dispatcher;
        this.answers = new RestAnswers(bare);
        this.bare = bare;
        this.routes = new PerSnapshot<>(
                registry,
                tools -> new RouteTable(tools, endpoint -> request -> call(endpoint, request), dispatcher.scratch()));
        this.openApi = new VisibleTools<>(registry, visibility, new OpenApi(version, secured, bare, absent)::document);
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of(
                "/openapi.json",
                Resource.of(
                        "GET",
                        request -> Response.json(
                                200, openApi.get(dispatcher.tools(request.keyName()), request.keyName()))));
    }

    @Override
    public @Nullable Resource find(RequestPath path, @Nullable String keyName) {
        RouteTable table = routes.get(dispatcher.tools(keyName));
        Resource resource = table.find(path);
        if (resource == null
                && path.segments().size() == TOOLS.size() + 1
                && path.segments().subList(0, TOOLS.size()).equals(TOOLS)) {
            String name = path.segments().getLast();
            return Resource.of("POST", request -> unknown(name, request));
        }
        String unknownAction = resource == null ? table.unknownAction(path) : null;
        return unknownAction == null
                ? resource
                : Resource.of("POST", request -> {
                    missed("POST", path, keyName, request.id());
                    return Response.error(404, unknownAction, request.id());
                });
    }

    @Override
    public void missed(String method, RequestPath path, @Nullable String keyName, String requestId) {
        String tool = routes.get().tool(method, path);
        if (tool != null && dispatcher.tools(keyName).find(tool).isEmpty()) {
            dispatcher.hidden(new ToolCall(
                    tool,
                    StrictJson.object(),
                    Caller.REST,
                    keyName,
                    requestId,
                    ProgressListener.NONE,
                    new Cancellation(),
                    ToolCall.NO_LIMIT));
        }
    }

    private @Nullable Response unknown(String name, Request request) {
        dispatcher.dispatch(
                new ToolCall(
                        name,
                        StrictJson.object(),
                        Caller.REST,
                        request.keyName(),
                        request.id(),
                        ProgressListener.NONE,
                        new Cancellation(),
                        ToolCall.NO_LIMIT),
                result -> request.answer(answers.of(result, request.id(), Set.of(), "body")));
        return null;
    }

    private static @Nullable String idempotencyKey(Request request) {
        List<String> keys = request.headers(IDEMPOTENCY_KEY);
        if (keys.isEmpty()) {
            return null;
        }
        List<Object> place = List.of("header", IDEMPOTENCY_KEY);
        InputProblem problem = keys.size() == 1
                ? ToolCall.problem(keys.getFirst(), place)
                : new InputProblem(place, "Given %d times: give it once".formatted(keys.size()), "value_error");
        if (problem != null) {
            throw ToolException.invalidInput(List.of(problem));
        }
        return keys.getFirst();
    }

    private static UploadedFiles files(Request request) {
        Form form = request.form();
        return form == null ? UploadedFiles.NONE : new UploadedFiles(form.files());
    }

    private @Nullable Response call(Endpoint endpoint, Request request) {
        try {
            Cancellation cancellation = new Cancellation();
            ToolCall plain = new ToolCall(
                            endpoint.tool(),
                            endpoint.arguments(request),
                            Caller.REST,
                            request.keyName(),
                            request.id(),
                            ProgressListener.NONE,
                            cancellation,
                            ToolCall.NO_LIMIT)
                    .with(CallOptions.NONE
                            .withIdempotencyKey(idempotencyKey(request))
                            .withMaxWait(PreferredWait.of(request))
                            .withFiles(files(request)));
            ToolCall call = PreviewParameters.in(request, endpoint.options(), plain);
            Request.Watch watch = request.onHangUp(cancellation::cancel);
            dispatcher.dispatch(call, result -> {
                watch.close(); // before the response: the connection serves the next request then
                boolean _ = request.answer(
                        result instanceof ToolResult.File file
                                ? FileResponse.of(file, request, bare)
                                : answers.of(result, request.id(), endpoint.pathFields(), endpoint.fieldsPart()));
            });
            return null;
        } catch (ToolException e) {
            dispatcher.unreadable(endpoint.tool(), Caller.REST);
            return RestAnswers.invalid(InputProblems.limited(e.problems()), request.id());
        }
    }
}
