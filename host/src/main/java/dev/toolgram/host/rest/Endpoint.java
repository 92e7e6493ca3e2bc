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
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool at a route: its path, and how its arguments are read from a request. Immutable. */
final class Endpoint {

    /** A caller can make the list of problems long; the response must not grow with it. */
    private static final int MAX_PROBLEMS = 20;

    private final String tool;
    private final Route.Method method;
    private final List<String> template;
    private final Map<String, Integer> variables = new LinkedHashMap<>();
    private final Map<String, TextField> fields;

    Endpoint(RegisteredTool tool, Route route) {
        this.tool = tool.name();
        this.method = route.method();
        this.template = List.of(route.path().substring(1).split("/"));
        this.fields = TextField.of(tool.inputSchema());
        for (int i = 0; i < template.size(); i++) {
            String segment = template.get(i);
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), i);
            }
        }
    }

    String tool() {
        return tool;
    }

    /** The segments of the path, a variable in braces. */
    List<String> template() {
        return template;
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    /** The fields that come from the path. */
    Set<String> pathFields() {
        return variables.keySet();
    }

    /** The part of a request that all other fields come from. */
    String fieldsPart() {
        return method == Route.Method.GET ? "query" : "body";
    }

    /**
     * The arguments of a call: from the path, and from the query or the body.
     *
     * @throws BadRequestException with every problem that keeps the request from being a call
     */
    ObjectNode arguments(Request request) throws BadRequestException {
        List<Problem> problems = new ArrayList<>(0);
        ObjectNode arguments =
                method == Route.Method.GET ? fromQuery(request.query(), problems) : fromBody(request, problems);
        variables.forEach((name, index) -> {
            if (arguments.has(name)) {
                problems.add(Problem.of(fieldsPart(), name, "Give it in the path alone", "extra_forbidden"));
            }
            arguments.set(name, field(name).parse(request.path().segments().get(index)));
        });
        if (!problems.isEmpty()) {
            throw new BadRequestException(limited(problems));
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

    private List<Problem> limited(List<Problem> problems) {
        if (problems.size() <= MAX_PROBLEMS) {
            return problems;
        }
        List<Problem> first = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
        String rest = "and %d more problems".formatted(problems.size() - MAX_PROBLEMS);
        first.add(new Problem(List.of(fieldsPart()), rest, "value_error"));
        return first;
    }

    private TextField field(String name) {
        return fields.getOrDefault(name, TextField.UNKNOWN);
    }
}
