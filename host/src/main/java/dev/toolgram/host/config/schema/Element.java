package dev.toolgram.host.config.schema;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type where it is used: a component of a record, or the elements of a list or map.
 *
 * @param type the type
 * @param constraints its constraints of Jakarta Validation
 * @param nullable whether {@code null} is accepted
 */
record Element(ValueType type, List<Annotation> constraints, boolean nullable) {

    /** The value; {@code null} after a problem, or for a permitted {@code null}. */
    @Nullable
    Object read(JsonNode json, Binding binding) {
        if (!json.isNull()) {
            return type.read(json, binding);
        }
        if (!nullable) {
            binding.report("Must not be null", "null_forbidden");
        }
        return null;
    }

    /** The schema of a value that is not {@code null}. */
    ObjectNode schema(SchemaBuilder builder) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        type.describe(schema, builder);
        ConstraintSchemas.describe(constraints, schema);
        return schema;
    }

    /** The schema of a value, or of {@code null} where that is permitted. */
    ObjectNode schemaWithNull(SchemaBuilder builder) {
        return nullable ? orNull(schema(builder)) : schema(builder);
    }

    /** No type arrays: some model providers reject them. */
    static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
