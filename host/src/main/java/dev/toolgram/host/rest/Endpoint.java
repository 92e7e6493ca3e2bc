package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool at a route: which paths are its, and how its arguments are put together from a request. Immutable. */
final class Endpoint {

    private final String tool;
    private final Route.Method method;
    private final List<String> template;
    private final Map<String, TextField> fields;

    Endpoint(RegisteredTool tool, Route route) {
        this.tool = tool.name();
        this.method = route.method();
        this.template = List.of(route.path().substring(1).split("/"));
        this.fields = TextField.of(tool.inputSchema());
    }

    String tool() {
        return tool;
    }

    Route.Method method() {
        return method;
    }

    int length() {
        return template.size();
    }

    /** A text that sorts a template before the less specific ones: at the first difference, a literal comes first. */
    String rank() {
        StringBuilder rank = new StringBuilder();
        template.forEach(segment -> rank.append(isVariable(segment) ? '1' : '0'));
        return rank.toString();
    }

    /** The variables of a path of the template's length, or {@code null} when the path is another. */
    @Nullable
    Map<String, String> match(List<String> path) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String segment = template.get(i);
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return null;
            }
        }
        return variables;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    /** The part of a request that a field comes from when it does not come from the path. */
    String fieldsPart() {
        return method == Route.Method.GET ? "query" : "body";
    }

    /**
     * The arguments of a call: from the path, and from the query or the body.
     *
     * @throws BadRequestException with everything that keeps the request from being a call
     */
    ObjectNode arguments(Request request, Map<String, String> variables) throws BadRequestException {
        List<Problem> problems = new ArrayList<>();
        ObjectNode arguments =
                method == Route.Method.GET ? fromQuery(request.query(), problems) : fromBody(request, problems);
        variables.forEach((name, text) -> {
            if (arguments.has(name)) {
                problems.add(Problem.of(fieldsPart(), name, "Give it in the path alone", "extra_forbidden"));
            }
            arguments.set(name, field(name).parse(text));
        });
        if (!problems.isEmpty()) {
            throw new BadRequestException(problems);
        }
        return arguments;
    }

    private ObjectNode fromQuery(Map<String, List<String>> query, List<Problem> problems) {
        ObjectNode arguments = StrictJson.object();
        query.forEach((name, values) -> {
            TextField field = field(name);
            if (values.size() > 1 && !field.isList()) {
                problems.add(Problem.of(
                        "query", name, "Given %d times: give it once".formatted(values.size()), "value_error"));
            }
            arguments.set(name, field.parse(values));
        });
        return arguments;
    }

    private static ObjectNode fromBody(Request request, List<Problem> problems) {
        request.query()
                .keySet()
                .forEach(name -> problems.add(Problem.of(
                        "query", name, "Unknown parameter: fields belong into the JSON body", "extra_forbidden")));
        if (request.body().length == 0) {
            return StrictJson.object();
        }
        try {
            JsonNode body = StrictJson.read(request.body());
            if (body instanceof ObjectNode fields) {
                return fields;
            }
            problems.add(new Problem(List.of("body"), "The body must be one JSON object", "object_type"));
        } catch (InvalidJsonException e) {
            problems.add(new Problem(List.of("body"), String.valueOf(e.getMessage()), "json_invalid"));
        }
        return StrictJson.object();
    }

    private TextField field(String name) {
        return fields.getOrDefault(name, TextField.UNKNOWN);
    }
}
