package dev.toolgram.host.mcp;

import dev.toolgram.api.Effect;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.PerSnapshot;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tools as MCP describes them, made once for each snapshot. Thread-safe. */
final class ToolCatalogue {

    private static final String DEFINITIONS = "#/$defs/";

    private final PerSnapshot<ArrayNode> listing;

    ToolCatalogue(ToolRegistry registry) {
        this.listing = new PerSnapshot<>(registry, ToolCatalogue::describe);
    }

    /** {@code tools/list}: all tools on one page, so no cursor was ever given out. */
    Reply.Final list(ObjectNode params) {
        return params.hasNonNull("cursor")
                ? RpcError.invalidParams("Unknown cursor")
                : new Reply.Result(StrictJson.object().set("tools", tools()));
    }

    /** Every tool, ordered by name; shared, so leave it as it is. */
    private ArrayNode tools() {
        return listing.get();
    }

    private static ArrayNode describe(ToolSnapshot snapshot) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        snapshot.tools().forEach(tool -> tools.add(describe(tool)));
        return tools;
    }

    private static ObjectNode describe(RegisteredTool tool) {
        Effect effect = tool.definition().effect();
        ObjectNode described = StrictJson.object()
                .put("name", tool.name())
                .put("title", tool.definition().title())
                .put("description", tool.definition().description());
        described.set("inputSchema", tool.inputSchema());
        ObjectNode output = tool.outputSchema();
        if (output != null) {
            described.set("outputSchema", tool.returnsList() ? wrapped(output) : output);
        }
        described
                .putObject("annotations")
                .put("title", tool.definition().title())
                .put("readOnlyHint", effect.kind() == Effect.Kind.READ)
                .put("destructiveHint", effect.kind() == Effect.Kind.DESTRUCTIVE)
                .put("idempotentHint", effect.idempotent())
                .put("openWorldHint", effect.openWorld());
        return described;
    }

    /** The schema of {@code {"result": [...]}}: clients of the 2025 era want an object at the root. */
    static ObjectNode wrapped(ObjectNode listSchema) {
        ObjectNode list = listSchema.deepCopy();
        ObjectNode root = StrictJson.object();
        JsonNode dialect = list.remove("$schema");
        JsonNode definitions = list.remove("$defs");
        if (dialect != null) {
            root.set("$schema", dialect);
        }
        root.put("type", "object").putObject("properties").set("result", list);
        root.putArray("required").add("result");
        if (definitions != null) {
            root.set("$defs", definitions);
        }
        followTheMove(root);
        return root;
    }

    /** Definitions stay below the root; whatever else is referred to has moved with the list. */
    private static void followTheMove(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            JsonNode reference = object.get("$ref");
            if (reference != null
                    && reference.isString()
                    && reference.stringValue().startsWith("#")
                    && !reference.stringValue().startsWith(DEFINITIONS)) {
                object.put(
                        "$ref", "#/properties/result" + reference.stringValue().substring(1));
            }
        }
        schema.forEach(ToolCatalogue::followTheMove);
    }
}
