package dev.toolgram.host.config.schema;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The type of a field: reads its values from JSON and describes them as JSON Schema, so that both agree. Thread-safe
 * once it is built.
 */
interface ValueType {

    /** The Java value of a JSON value other than {@code null}; {@code null} after a problem was reported. */
    @Nullable
    Object read(JsonNode json, Binding binding);

    /** Adds the keywords of JSON Schema. */
    void describe(ObjectNode schema, SchemaBuilder builder);

    /** Completes "must be" for a value written as text: {@code an integer}. */
    default String textWords() {
        return "an object";
    }

    /** The JSON value of a text; a string, which {@link #read} rejects, when the text is malformed. */
    default JsonNode fromText(String text) {
        return TextValues.document(text);
    }
}
