package dev.toolgram.host.rest;

import dev.toolgram.api.Attachment;
import dev.toolgram.api.InputProblem;
import dev.toolgram.api.Route;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.schema.TextValues;
import dev.toolgram.host.http.Form;
import dev.toolgram.host.http.Request;
import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool at a route: its path, and how its arguments are read from a request. Immutable. */
final class Endpoint {

    /** The part of a form with the tool's one file. */
    private static final String FILE = "file";

    private final String tool;
    private final Route.Method method;
    private final @Nullable String requiredField;
    private final List<String> template;
    private final Map<String, Integer> variables = new LinkedHashMap<>();
    private final JsonNode fields;
    private final Set<String> options;
    private final @Nullable String fileField;

    /** Whether a POST needs no field but those in the path: it may have the others in the query then. */
    private final boolean isOptional;

    Endpoint(RegisteredTool tool, Route route) {
        this.tool = tool.name();
        this.method = route.method();
        this.requiredField = route.requiredField();
        this.template = List.of(route.path().substring(1).split("/"));
        this.fileField = tool.definition().fileField();
        this.fields = tool.inputSchema().path("properties");
        this.options = PreviewParameters.NAMES.stream()
                .filter(name -> !tool.isReadOnly() && !fields.has(name))
                .collect(Collectors.toUnmodifiableSet());
        for (int i = 0; i < template.size(); i++) {
            String segment = template.get(i);
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), i);
            }
        }
        this.isOptional = method == Route.Method.POST
                && !variables.isEmpty()
                && tool.inputSchema()
                        .path("required")
                        .valueStream()
                        .allMatch(field -> variables.containsKey(field.asString()));
    }

    String tool() {
        return tool;
    }

    /** Whether its tool takes files. */
    boolean takesFiles() {
        return fileField != null;
    }

    /** Whether it answers only some of the requests at its path. */
    boolean isSelective() {
        return requiredField != null;
    }

    /** Whether a request contains the field that selects this endpoint. */
    boolean isSelectedBy(Request request) {
        Form form = request.form();
        if (form != null) {
            return requiredField != null
                    && (form.fields().containsKey(requiredField)
                            || requiredField.equals(fileField) && form.files().containsKey(FILE));
        }
        try {
            return requiredField != null && StrictJson.read(request.body()).has(requiredField);
        } catch (InvalidJsonException e) {
            return false; // the other endpoint reports it
        }
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

    /** The query parameters that are not fields of the tool. */
    Set<String> options() {
        return options;
    }

    /** The part of a request that all other fields come from. */
    String fieldsPart() {
        return method == Route.Method.GET ? "query" : "body";
    }

    /**
     * The arguments of a call: from the query or the body, and from the path, which wins.
     *
     * @throws ToolException {@code INVALID_INPUT} with every problem that keeps the request from being a call; each path
     *     begins with the part of the request
     */
    ObjectNode arguments(Request request) {
        List<InputProblem> problems = new ArrayList<>(0);
        ObjectNode arguments = arguments(request, problems);
        variables.forEach((name, index) -> {
            String text = request.path().segments().get(index);
            arguments.set(name, TextValues.json(type(fields.path(name)), text));
        });
        if (!problems.isEmpty()) {
            throw ToolException.invalidInput(problems);
        }
        return arguments;
    }

    private ObjectNode arguments(Request request, List<InputProblem> problems) {
        Form form = request.form();
        if (method == Route.Method.GET || (isOptional && form == null && request.body().length == 0)) {
            return fromText("query", request.query(), problems);
        }
        if (form == null) {
            return fromBody(request, problems);
        }
        refuseQuery(request, problems);
        ObjectNode arguments = fromText("body", form.fields(), problems);
        if (fileField != null
                && type(fields.path(fileField)).equals("string")
                && !arguments.has(fileField)
                && form.files().containsKey(FILE)) {
            arguments.put(fileField, Attachment.SCHEME + FILE);
        }
        return arguments;
    }

    private ObjectNode fromText(String part, Map<String, List<String>> texts, List<InputProblem> problems) {
        ObjectNode arguments = StrictJson.object();
        texts.forEach((name, values) -> {
            if (part.equals("query") && options.contains(name)) {
                return;
            }
            JsonNode schema = fields.path(name);
            if (isDocument(part, schema, values.getFirst())) {
                arguments.set(name, TextValues.document(values.getFirst()));
            } else if (type(schema).equals("array")) {
                ArrayNode list = arguments.putArray(name);
                values.forEach(value -> list.add(TextValues.json(type(schema.path("items")), value)));
            } else {
                arguments.set(name, TextValues.json(type(schema), values.getFirst()));
                if (values.size() > 1) {
                    String message = "Given %d times: give it once".formatted(values.size());
                    problems.add(problem(part, name, message, "value_error"));
                }
            }
        });
        return arguments;
    }

    /** Without a type: an unknown field, or an object, which no path or query can carry. */
    private static String type(JsonNode schema) {
        return schema.path("type").asString("");
    }

    /** A form can hold what a query cannot: an object, or a list of them. */
    private static boolean isDocument(String part, JsonNode schema, String text) {
        return part.equals("body")
                && (type(schema).isEmpty() || type(schema).equals("object") || text.startsWith("["))
                && !type(schema).equals("string");
    }

    private void refuseQuery(Request request, List<InputProblem> problems) {
        for (String name : request.query().keySet()) {
            if (options.contains(name)) {
                continue;
            }
            String message = "Unknown parameter: fields belong into the JSON body";
            problems.add(problem("query", name, message, "extra_forbidden"));
        }
    }

    private ObjectNode fromBody(Request request, List<InputProblem> problems) {
        refuseQuery(request, problems);
        if (request.body().length == 0) {
            return StrictJson.object();
        }
        try {
            JsonNode body = StrictJson.read(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
            problems.add(new InputProblem(List.of("body"), "The body must be one JSON object", "object_type"));
        } catch (InvalidJsonException e) {
            problems.add(new InputProblem(List.of("body"), String.valueOf(e.getMessage()), "json_invalid"));
        }
        return StrictJson.object();
    }

    private static InputProblem problem(String part, String field, String message, String type) {
        return new InputProblem(List.of(part, field), message, type);
    }
}
