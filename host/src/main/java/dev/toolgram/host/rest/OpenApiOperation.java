package dev.toolgram.host.rest;

import dev.toolgram.api.Cost;
import dev.toolgram.api.Route;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes one tool for the OpenAPI document, at any of its routes. */
final class OpenApiOperation {

    private static final String RECIPIENT = "#/components/schemas/Recipient";

    private static final String PREVIEW =
            "Change nothing, and return what the call would do, to which recipient, and a commit id.";

    private static final String COMMIT =
            "The commit id of a preview: executes that call, once, within five minutes. The"
                    + " body is empty, or that of the preview.";

    private final RegisteredTool tool;
    private final ObjectNode errors;
    private final ObjectNode input;
    private final @Nullable JsonNode output;
    private final boolean bare;

    /**
     * An operation of the document.
     *
     * @param components the document's schemas, where definitions of the tool's schemas are added
     * @param errors the responses that every tool may give, by status
     * @param bare whether the result is the whole body
     */
    OpenApiOperation(RegisteredTool tool, ObjectNode components, ObjectNode errors, boolean bare) {
        this.bare = bare;
        this.tool = tool;
        this.errors = errors;
        this.input = lifted(tool.inputSchema(), components, tool.name() + ".input_");
        ObjectNode schema = tool.returnsFile() ? null : tool.outputSchema();
        this.output = tool.returnsMixed()
                ? MixedJson.schema()
                : schema == null ? null : lifted(schema, components, tool.name() + ".output_");
    }

    /** A copy whose definitions are components; with the prefix if another definition has one of their names. */
    private static ObjectNode lifted(ObjectNode schema, ObjectNode components, String prefix) {
        boolean taken = schema.path("$defs").properties().stream().anyMatch(definition -> {
            JsonNode other = components.path(definition.getKey());
            return !other.isMissingNode() && !other.equals(redirected(definition.getValue(), ""));
        });
        String before = taken ? prefix : "";
        ObjectNode lifted = (ObjectNode) redirected(schema, before);
        if (lifted.remove("$defs") instanceof ObjectNode definitions) {
            definitions.properties().forEach(each -> components.set(before + each.getKey(), each.getValue()));
        }
        return lifted;
    }

    private static JsonNode redirected(JsonNode schema, String prefix) {
        JsonNode copy = schema.deepCopy();
        for (JsonNode parent : copy.findParents("$ref")) {
            String reference = parent.path("$ref").asString();
            ((ObjectNode) parent).put("$ref", reference.replace("#/$defs/", "#/components/schemas/" + prefix));
        }
        return copy;
    }

    RegisteredTool tool() {
        return tool;
    }

    ObjectNode at(Route route, String operationId, String tag) {
        ObjectNode operation = StrictJson.object()
                .put("operationId", operationId)
                .put("summary", tool.definition().title())
                .put("description", tool.definition().description())
                .put("x-toolgram-cost", tool.definition().cost().name().toLowerCase(Locale.ROOT));
        operation.putArray("tags").add(tag);
        boolean hasBody = route.method() != Route.Method.GET;
        addParameters(operation, route.variables(), hasBody);
        if (hasBody) {
            addBody(operation, route.variables());
        }
        if (!tool.isReadOnly()) {
            addIdempotencyKey(operation);
            addPreview(operation);
        }
        if (tool.definition().cost() != Cost.NONE) {
            addPreferredWait(operation);
        }
        ObjectNode responses = operation.putObject("responses");
        addResult(responses.putObject("200"));
        responses.setAll(errors);
        if (tool.returnsFile() && !hasBody) {
            responses
                    .putObject("206")
                    .put("description", "A part of the file, by Range and If-Range.")
                    .putObject("content")
                    .putObject("*/*");
            responses.putObject("304").put("description", "If-None-Match has the file's ETag.");
            responses.putObject("416").put("description", "The file does not have the bytes of Range.");
        }
        if (!tool.isReadOnly()) {
            responses.putObject("409").put("$ref", "#/components/responses/Conflict");
        }
        if (!hasBody) {
            responses.remove(List.of("413", "415"));
        }
        return operation;
    }

    /** Describes two tools at one route: what either takes, and what either returns. */
    static void addAlternative(ObjectNode operation, Route route, ObjectNode other) {
        operation.put(
                "summary",
                operation.path("summary").asString() + " / "
                        + other.path("summary").asString());
        operation.put(
                "description",
                "%s\n\nWith %s: %s"
                        .formatted(
                                operation.path("description").asString(),
                                route.requiredField(),
                                other.path("description").asString()));
        addAlternative(operation, other, "/requestBody/content/application~1json");
        addAlternative(operation, other, "/responses/200/content/application~1json");
    }

    private static void addAlternative(ObjectNode operation, ObjectNode other, String place) {
        JsonNode schema = operation.at(place).path("schema");
        JsonNode alternative = other.at(place).path("schema");
        if (!schema.equals(alternative) && operation.at(place) instanceof ObjectNode content) {
            content.putObject("schema").putArray("anyOf").add(schema).add(alternative);
        }
    }

    private void addResult(ObjectNode response) {
        if (output == null) {
            response.put("description", "The file.").putObject("content").putObject("*/*");
            return;
        }
        response.put("description", "The result.");
        if (bare && !tool.isReadOnly()) {
            response.putObject("headers")
                    .putObject(RestAnswers.RECIPIENT)
                    .put("description", "The chat that was changed, as JSON in ASCII.")
                    .putObject("content")
                    .putObject("application/json")
                    .putObject("schema")
                    .put("$ref", RECIPIENT);
        }
        response.putObject("content").putObject("application/json").set("schema", bare ? result() : enveloped());
    }

    private ObjectNode enveloped() {
        ObjectNode schema = StrictJson.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.set("result", result());
        if (!tool.isReadOnly()) {
            properties.putObject("recipient").put("$ref", RECIPIENT);
        }
        schema.putArray("required").add("result");
        return schema;
    }

    /** The tool's result, or the answer to a preview. */
    private JsonNode result() {
        JsonNode own = Objects.requireNonNull(output);
        if (tool.isReadOnly()) {
            return own;
        }
        ObjectNode either = StrictJson.object();
        ObjectNode preview = either.putArray("anyOf").add(own).addObject();
        (tool.returnsList() ? preview.put("type", "array").putObject("items") : preview)
                .put("$ref", "#/components/schemas/Preview");
        return either;
    }

    private void addParameters(ObjectNode operation, List<String> variables, boolean hasBody) {
        Set<String> required = required();
        for (var property : input.path("properties").properties()) {
            boolean inPath = variables.contains(property.getKey());
            if (!inPath && hasBody) {
                continue;
            }
            ObjectNode parameter = operation
                    .withArray("parameters")
                    .addObject()
                    .put("name", property.getKey())
                    .put("in", inPath ? "path" : "query")
                    .put("required", inPath || required.contains(property.getKey()));
            JsonNode schema = property.getValue().deepCopy();
            if (schema instanceof ObjectNode fields && fields.has("description")) {
                parameter.set("description", fields.remove("description"));
            }
            parameter.set("schema", schema);
        }
    }

    private static void addIdempotencyKey(ObjectNode operation) {
        operation
                .withArray("parameters")
                .addObject()
                .put("name", RestEndpoints.IDEMPOTENCY_KEY)
                .put("in", "header")
                .put("required", false)
                .put(
                        "description",
                        "A unique text, for example a UUID. A repeated request with the same key and the same input is"
                                + " executed once within 24 hours, and gets the first result.")
                .putObject("schema")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", 255);
    }

    private static void addPreferredWait(ObjectNode operation) {
        operation
                .withArray("parameters")
                .addObject()
                .put("name", PreferredWait.HEADER)
                .put("in", "header")
                .put("required", false)
                .put(
                        "description",
                        "wait=<seconds> (RFC 7240): how long the host may delay the call to protect the account from"
                                + " Telegram's limits, before it answers 429. Default: as long as the call may take.")
                .putObject("schema")
                .put("type", "string")
                .put("pattern", "^wait=[0-9]+$");
    }

    private void addPreview(ObjectNode operation) {
        for (String name : List.of(PreviewParameters.PREVIEW, PreviewParameters.COMMIT)) {
            if (input.path("properties").has(name)) {
                continue;
            }
            boolean flag = name.equals(PreviewParameters.PREVIEW);
            operation
                    .withArray("parameters")
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .put("required", false)
                    .put("description", flag ? PREVIEW : COMMIT)
                    .putObject("schema")
                    .put("type", flag ? "boolean" : "string");
        }
    }

    /** The same fields, and the part {@code file} in place of the field for a file. */
    private static ObjectNode form(ObjectNode schema, String fileField) {
        ObjectNode form = schema.deepCopy();
        if (form.at("/properties/" + fileField).path("type").asString("").equals("string")) {
            form.withObjectProperty("properties")
                    .putObject("file")
                    .put("type", "string")
                    .put("format", "binary")
                    .put("description", "The file; " + fileField + " is then left out.");
            if (form.get("required") instanceof ArrayNode required) {
                required.removeIf(name -> name.asString("").equals(fileField));
            }
        }
        return form;
    }

    private void addBody(ObjectNode operation, List<String> variables) {
        ObjectNode schema = input.deepCopy();
        if (schema.get("properties") instanceof ObjectNode properties) {
            properties.remove(variables);
        }
        Set<String> required = required();
        variables.forEach(required::remove);
        schema.remove("required");
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        ObjectNode content = operation
                .putObject("requestBody")
                .put("required", !required.isEmpty())
                .putObject("content");
        content.putObject("application/json").set("schema", schema);
        String fileField = tool.definition().fileField();
        if (fileField != null) {
            content.putObject("multipart/form-data").set("schema", form(schema, fileField));
        }
    }

    private Set<String> required() {
        Set<String> names = new LinkedHashSet<>();
        input.path("required").forEach(name -> names.add(name.asString("")));
        return names;
    }
}
