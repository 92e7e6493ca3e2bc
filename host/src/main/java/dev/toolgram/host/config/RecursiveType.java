package dev.toolgram.host.config;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type inside itself: a reference in the schema, where everything else is inlined.
 *
 * @param name its name among the definitions of the schema
 * @param type the type itself
 */
record RecursiveType(String name, ValueType type) implements ValueType {

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        return type.read(json, binding);
    }

    @Override
    public void describe(ObjectNode schema, SchemaScope scope) {
        schema.put("$ref", "#/$defs/" + name);
        if (!scope.definitions().has(name)) {
            type.describe(scope.definitions().putObject(name), scope);
        }
    }

    @Override
    public String words() {
        return type.words();
    }

    @Override
    public JsonNode fromText(String text) {
        return type.fromText(text);
    }

    /** Not the type: it holds this. */
    @Override
    public String toString() {
        return name;
    }
}
