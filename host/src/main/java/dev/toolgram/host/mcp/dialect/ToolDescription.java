package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.Effect;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool as {@code tools/list} describes it. */
final class ToolDescription {

    private ToolDescription() {}

    /** As the list has it. */
    static ObjectNode of(RegisteredTool tool) {
        Effect effect = tool.definition().effect();
        ObjectNode described = StrictJson.object()
                .put("name", tool.name())
                .put("title", tool.definition().title())
                .put("description", tool.definition().description());
        ObjectNode input = tool.inputSchema().deepCopy();
        IdempotencyKey.addTo(input, tool);
        PreviewFields.addTo(input, tool);
        described.set("inputSchema", input);
        ObjectNode output = tool.outputSchema();
        if (output != null) {
            described.set("outputSchema", PreviewFields.result(tool.returnsList() ? wrapped(output) : output, tool));
        }
        described
                .putObject("annotations")
                .put("title", tool.definition().title())
                .put("readOnlyHint", tool.isReadOnly())
                .put("destructiveHint", effect.kind() == Effect.Kind.DESTRUCTIVE)
                .put("idempotentHint", effect.idempotent())
                .put("openWorldHint", effect.openWorld());
        return described;
    }

    /** The schema of {@code {"result": [...]}}: legacy clients require an object at the root. */
    static ObjectNode wrapped(ObjectNode listSchema) {
        ObjectNode list = listSchema.deepCopy();
        ObjectNode root = StrictJson.object();
        JsonNode definitions = list.remove("$defs"); // references to them stay valid only at the root
        root.put("type", "object").putObject("properties").set("result", list);
        root.putArray("required").add("result");
        if (definitions != null) {
            root.set("$defs", definitions);
        }
        return root;
    }
}
