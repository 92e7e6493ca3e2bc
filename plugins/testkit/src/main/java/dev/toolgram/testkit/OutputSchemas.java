package dev.toolgram.testkit;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Validates results with the output schemas that the host publishes over MCP. Thread-safe. */
final class OutputSchemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());

    private final McpClient mcp;
    private final Map<String, JsonNode> published = new HashMap<>();
    private final Map<String, Schema> schemas = new HashMap<>();

    OutputSchemas(McpClient mcp) {
        this.mcp = mcp;
    }

    /** Returns the answer; throws if it is JSON that does not match the tool's output schema. */
    Answer check(String tool, Answer answer) {
        if (answer.isFile()) {
            return answer;
        }
        // A list is published as the field "result", because MCP requires an object.
        JsonNode value = answer.value().isArray() ? Json.object().set("result", answer.value()) : answer.value();
        String problems = schema(tool).validate(value).stream()
                .map(error -> "%s: %s (rule %s)"
                        .formatted(error.getInstanceLocation(), error.getMessage(), error.getEvaluationPath()))
                .collect(Collectors.joining("\n"));
        if (!problems.isEmpty()) {
            throw new AssertionError("The result of %s does not match its output schema:\n%s\nThe result: %s"
                    .formatted(tool, problems, value));
        }
        return answer;
    }

    private synchronized Schema schema(String tool) {
        if (!published.containsKey(tool)) {
            mcp.tools()
                    .forEach(described -> published.put(described.path("name").asString(), described));
        }
        JsonNode described = Objects.requireNonNull(published.get(tool), () -> tool + " is not published over MCP");
        if (!described.has("outputSchema")) {
            throw new AssertionError(tool + " returned JSON, but publishes no output schema");
        }
        return schemas.computeIfAbsent(tool, name -> REGISTRY.getSchema(described.get("outputSchema")));
    }
}
