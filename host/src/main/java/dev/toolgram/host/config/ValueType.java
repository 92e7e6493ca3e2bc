package dev.toolgram.host.config;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
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
    void describe(ObjectNode schema, SchemaScope scope);

    /** Completes "must be": {@code an integer}. */
    String words();

    /** As {@link #words}, for a value that is written as text. */
    default String textWords() {
        return words();
    }

    /** The JSON value that a text stands for; a string that {@link #read} rejects when it stands for none. */
    default JsonNode fromText(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
