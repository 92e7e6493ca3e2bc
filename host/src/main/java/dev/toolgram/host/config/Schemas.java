package dev.toolgram.host.config;

import java.lang.reflect.Type;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schema 2020-12 of records, made of the same types that read them. Plain, for the model providers that know a
 * part of JSON Schema: no type arrays, everything inlined but recursion; {@code null} for an optional argument is
 * accepted and not mentioned.
 */
public final class Schemas {

    private Schemas() {}

    /**
     * The schema of a tool's arguments: unknown fields are forbidden, at every level.
     *
     * @throws IllegalArgumentException if a type cannot come from JSON
     */
    public static ObjectNode input(Class<? extends Record> type) {
        return schema(new ValueTypes(true).record(type), true);
    }

    /** The schema of a tool's result. It does not forbid fields: a later version may add some. */
    public static ObjectNode output(Type type) {
        return schema(new ValueTypes(false).of(type), false);
    }

    private static ObjectNode schema(ValueType type, boolean input) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ObjectNode definitions = JsonNodeFactory.instance.objectNode();
        type.describe(schema, new SchemaScope(input, definitions));
        if (!definitions.isEmpty()) {
            schema.set("$defs", definitions);
        }
        return schema;
    }
}
