package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.Effect;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.wire.Reply;
import dev.toolgram.host.mcp.wire.Reply.RpcError;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.ToolVisibility;
import dev.toolgram.host.tool.VisibleTools;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The result of {@code tools/list}, written once for each set of visible tools. Thread-safe. */
final class ToolList {

    private final VisibleTools<RawValue> tools;

    ToolList(ToolRegistry registry, ToolVisibility visibility) {
        this.tools = new VisibleTools<>(registry, visibility, ToolList::describe);
    }

    /** The tools that the caller sees, ordered by name, on one page: no cursor is ever valid. */
    Reply.Final list(ObjectNode params, ToolSnapshot usable, @Nullable String keyName) {
        return params.hasNonNull("cursor")
                ? RpcError.invalidParams("Unknown cursor")
                : new Reply.Result(StrictJson.object().putRawValue("tools", tools.get(usable, keyName)));
    }

    private static RawValue describe(Collection<RegisteredTool> visible) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        visible.forEach(tool -> tools.add(describe(tool)));
        SerializedString json = new SerializedString(StrictJson.text(tools));
        var _ = json.asUnquotedUTF8(); // keeps the bytes
        return new RawValue(json);
    }

    private static ObjectNode describe(RegisteredTool tool) {
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
