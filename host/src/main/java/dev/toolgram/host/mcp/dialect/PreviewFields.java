package dev.toolgram.host.mcp.dialect;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of every tool that changes something: {@code preview} and {@code commit}. */
final class PreviewFields {

    private static final String PREVIEW = "preview";
    private static final String COMMIT = "commit";

    private PreviewFields() {}

    /**
     * The call with the fields, which are removed from its arguments.
     *
     * @throws ToolException {@code INVALID_INPUT} if they are invalid
     */
    static ToolCall take(ToolCall call, @Nullable RegisteredTool tool) {
        JsonNode preview = take(PREVIEW, call, tool);
        JsonNode commit = take(COMMIT, call, tool);
        if (preview != null && !preview.isBoolean()) {
            throw invalid(PREVIEW, "must be true or false");
        }
        if (commit != null && !commit.isString()) {
            throw invalid(COMMIT, "must be the text from the answer to a preview");
        }
        boolean isPreview = preview != null && preview.booleanValue();
        if (isPreview && commit != null) {
            throw invalid(COMMIT, "Give it without preview");
        }
        return call.with(
                call.options().withPreview(isPreview).withCommit(commit == null ? null : commit.stringValue()));
    }

    private static @Nullable JsonNode take(String field, ToolCall call, @Nullable RegisteredTool tool) {
        if (tool == null || !isOffered(field, tool)) {
            return null;
        }
        JsonNode value = call.arguments().remove(field);
        return value == null || value.isNull() ? null : value;
    }

    private static ToolException invalid(String field, String message) {
        return ToolException.invalidInput(List.of(new InputProblem(List.of(field), message, "value_error")));
    }

    /** Adds the fields to the input schema of a tool. */
    static void addTo(ObjectNode schema, RegisteredTool tool) {
        if (isOffered(PREVIEW, tool)) {
            schema.withObject("properties")
                    .putObject(PREVIEW)
                    .put("type", "boolean")
                    .put("default", false)
                    .put(
                            "description",
                            "Change nothing, and return what the call would do, to which recipient, and a commit id.");
        }
        if (isOffered(COMMIT, tool)) {
            schema.withObject("properties")
                    .putObject(COMMIT)
                    .put("type", "string")
                    .put(
                            "description",
                            "The commit id of a preview: executes that call, once, within five minutes. Repeat its"
                                    + " arguments.");
        }
    }

    /** The output schema of a tool whose result may be the answer to a preview. */
    static ObjectNode result(ObjectNode schema, RegisteredTool tool) {
        if (tool.isReadOnly()) {
            return schema;
        }
        ObjectNode result = schema.deepCopy();
        JsonNode definitions = result.remove("$defs"); // references to them stay valid only at the root
        ObjectNode preview = StrictJson.object().put("type", "object");
        ObjectNode answer =
                tool.returnsList() ? list(preview).put("type", "object") : preview.put("description", "A preview.");
        answer.putObject("properties").putObject("dry_run").put("const", true);
        answer.putArray("required").add("dry_run");
        ObjectNode either = StrictJson.object().put("type", "object");
        either.putArray("anyOf").add(result).add(preview);
        if (definitions != null) {
            either.set("$defs", definitions);
        }
        return either;
    }

    private static ObjectNode list(ObjectNode preview) {
        preview.put("description", "A preview.").putArray("required").add("result");
        return preview.putObject("properties")
                .putObject("result")
                .put("type", "array")
                .putObject("items");
    }

    private static boolean isOffered(String field, RegisteredTool tool) {
        return !tool.isReadOnly() && !tool.inputSchema().path("properties").has(field);
    }
}
