package dev.toolgram.host.rest;

import dev.toolgram.host.config.schema.TextValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a tool's input as it is written in a path or a query, where everything is text.
 *
 * @param type the {@code type} of its schema; empty for none
 * @param items for a list its elements; {@code null} for everything else
 */
record TextField(String type, @Nullable TextField items) {

    /** A field that the schema does not know. */
    static final TextField UNKNOWN = new TextField("", null);

    /** The fields of an input schema by name. */
    static Map<String, TextField> of(ObjectNode inputSchema) {
        Map<String, TextField> fields = new LinkedHashMap<>();
        for (var property : inputSchema.path("properties").properties()) {
            fields.put(property.getKey(), of(property.getValue()));
        }
        return fields;
    }

    /** A reference leads to an object, which no query can carry. */
    private static TextField of(JsonNode schema) {
        String type = schema.path("type").asString("");
        return new TextField(type, type.equals("array") ? of(schema.path("items")) : null);
    }

    /** Whether the field may be given more than once. */
    boolean isList() {
        return items != null;
    }

    /** The JSON of a field's values; a field that is not a list has exactly one. */
    JsonNode parse(List<String> values) {
        if (items == null) {
            return parse(values.getFirst());
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> list.add(items.parse(value)));
        return list;
    }

    /** The JSON of one value. */
    JsonNode parse(String text) {
        return TextValues.json(type, text);
    }
}
