package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.tool.RegisteredTool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The idempotency key of a call: a client sets it in {@code _meta}; a model, which cannot, as an argument of every tool
 * that changes something.
 */
final class IdempotencyKey {

    static final String FIELD = "idempotency_key";

    private static final String META = "toolgram/idempotency-key";

    private IdempotencyKey() {}

    /** Removes the key from a call; returns a missing node if there is none. */
    static JsonNode take(ObjectNode params, ObjectNode arguments, @Nullable RegisteredTool tool) {
        JsonNode key = params.path("_meta").path(META);
        if (!key.isMissingNode() || tool == null || !isOffered(tool)) {
            return key;
        }
        JsonNode argument = arguments.remove(FIELD);
        return argument == null || argument.isNull() ? MissingNode.getInstance() : argument;
    }

    /** Adds the field to the input schema of a tool, if it has an effect that a repeated call would have twice. */
    static void addTo(ObjectNode schema, RegisteredTool tool) {
        if (!isOffered(tool)) {
            return;
        }
        schema.withObject("properties")
                .putObject(FIELD)
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", 255)
                .put(
                        "description",
                        "A unique text, for example a UUID. When the outcome of a call is unknown, repeat it with the same"
                                + " key and the same arguments: it is executed once, and returns the first result.");
    }

    private static boolean isOffered(RegisteredTool tool) {
        return !tool.isReadOnly() && !tool.inputSchema().path("properties").has(FIELD);
    }
}
