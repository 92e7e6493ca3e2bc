package dev.toolgram.host.rest;

import dev.toolgram.api.Route;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document says of one tool, wherever it answers. */
final class OpenApiOperation {

    private final RegisteredTool tool;
    private final boolean secured;
    private final ObjectNode input;
    private final @Nullable ObjectNode output;

    OpenApiOperation(RegisteredTool tool, SchemaComponents components, boolean secured) {
        this.tool = tool;
        this.secured = secured;
        this.input = components.lift(tool.name() + ".input", tool.inputSchema());
        ObjectNode schema = tool.outputSchema();
        this.output = schema == null ? null : components.lift(tool.name() + ".output", schema);
    }

    RegisteredTool tool() {
        return tool;
    }

    ObjectNode at(Route route, String operationId, String tag) {
        ObjectNode operation = StrictJson.object()
                .put("operationId", operationId)
                .put("summary", tool.definition().title())
                .put("description", tool.definition().description());
        operation.putArray("tags").add(tag);
        boolean hasBody = route.method() != Route.Method.GET;
        addParameters(operation, route.variables(), hasBody);
        if (hasBody) {
            addBody(operation, route.variables());
        }
        addAnswer(operation);
        OpenApiErrors.addTo(operation.withObject("responses"), secured, hasBody);
        return operation;
    }

    private void addAnswer(ObjectNode operation) {
        if (output == null) {
            operation
                    .withObject("responses")
                    .putObject("200")
                    .put("description", "The file.")
                    .putObject("content")
                    .putObject("*/*");
            return;
        }
        ObjectNode answer = OpenApi.ok(operation, "The result.").put("type", "object");
        answer.putObject("properties").set("result", output);
        answer.putArray("required").add("result");
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
        operation
                .putObject("requestBody")
                .put("required", !required.isEmpty())
                .putObject("content")
                .putObject("application/json")
                .set("schema", schema);
    }

    private Set<String> required() {
        Set<String> names = new LinkedHashSet<>();
        input.path("required").forEach(name -> names.add(name.asString("")));
        return names;
    }
}
