package dev.toolgram.host.config.schema;

import dev.toolgram.host.config.schema.ValueType.Converted;
import dev.toolgram.host.config.schema.ValueType.Element;
import dev.toolgram.host.config.schema.ValueType.Field;
import dev.toolgram.host.config.schema.ValueType.ListOf;
import dev.toolgram.host.config.schema.ValueType.MapOf;
import dev.toolgram.host.config.schema.ValueType.OneOf;
import dev.toolgram.host.config.schema.ValueType.RecordOf;
import dev.toolgram.host.config.schema.ValueType.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one JSON Schema 2020-12. Plain, for the model providers that know a part of JSON Schema: no type arrays,
 * everything inlined but recursion; {@code null} for an optional argument is accepted and not mentioned.
 */
final class SchemaBuilder {

    private final boolean input;
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    private final Map<ValueType, String> names = new IdentityHashMap<>();
    private final Set<ValueType> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private SchemaBuilder(boolean input) {
        this.input = input;
    }

    /** @param input whether it describes arguments, which forbid unknown fields, or a result, which does not */
    static ObjectNode schema(ValueType type, boolean input) {
        SchemaBuilder builder = new SchemaBuilder(input);
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        builder.describe(type, schema);
        if (!builder.definitions.isEmpty()) {
            schema.set("$defs", builder.definitions);
        }
        return schema;
    }

    /** The keywords of a type and its constraints that say nothing of its parts. */
    static ObjectNode keywords(Element element) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        switch (element.type()) {
            case Scalar scalar -> schema.setAll(scalar.keywords().deepCopy());
            case ListOf _ -> schema.put("type", "array");
            case MapOf _ -> schema.put("type", "object");
            default -> {}
        }
        ConstraintSchemas.describe(element.constraints(), schema);
        return schema;
    }

    private void describe(ValueType type, ObjectNode schema) {
        switch (type) {
            case Scalar scalar -> {
                schema.setAll(scalar.keywords().deepCopy());
                if (!input) {
                    schema.remove(List.of("minimum", "maximum", schema.has("format") ? "pattern" : ""));
                } else if (schema.path("format").asString("").equals("date-time")) {
                    schema.remove("format"); // an argument may leave out what RFC 3339 requires
                }
            }
            case Converted converted -> schema.setAll(schema(converted.argument()));
            case ListOf list -> {
                schema.put("type", "array").set("items", orNull(list.element()));
                if (list.unique()) {
                    schema.put("uniqueItems", true);
                }
            }
            case MapOf(var key, var value) -> {
                schema.put("type", "object");
                ObjectNode keys = schema(key);
                if (keys.size() > 1) {
                    schema.set("propertyNames", keys);
                }
                schema.set("additionalProperties", orNull(value));
            }
            case RecordOf record -> open(record, record.type().getSimpleName(), schema);
            case OneOf oneOf -> open(oneOf, oneOf.name(), schema);
        }
    }

    /** Describes a type that may contain itself: a reference where it does. */
    private void open(ValueType type, String name, ObjectNode schema) {
        if (open.add(type)) {
            fields(type, schema);
            open.remove(type);
            return;
        }
        boolean described = names.containsKey(type);
        String unique = names.containsValue(name) && !described ? name + names.size() : name;
        String definition = names.computeIfAbsent(type, any -> unique);
        schema.put("$ref", "#/$defs/" + definition);
        if (!described) {
            fields(type, definitions.putObject(definition));
        }
    }

    private void fields(ValueType type, ObjectNode schema) {
        if (type instanceof OneOf oneOf) {
            schema.put("type", "object");
            oneOf.records().forEach((name, record) -> {
                ObjectNode one = schema.withArray("anyOf").addObject();
                fields(record, one, oneOf.discriminator(), name);
            });
        } else if (type instanceof RecordOf record) {
            fields(record, schema, null, "");
        }
    }

    /** @param discriminator a field whose only value is {@code name}; {@code null} for none */
    private void fields(RecordOf record, ObjectNode schema, @Nullable String discriminator, String name) {
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        List<String> required = new ArrayList<>();
        if (discriminator != null) {
            properties
                    .putObject(discriminator)
                    .put("type", "string")
                    .putArray("enum")
                    .add(name);
            required.add(discriminator);
        }
        for (Field field : record.fields().values()) {
            properties.set(field.name(), field(field));
            if (input ? field.required() : !field.optional() || !field.omitted()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        if (input) {
            schema.put("additionalProperties", false);
        }
    }

    private ObjectNode field(Field field) {
        boolean hasDefault = field.defaultValue() != null;
        boolean nullable = !input && field.optional() && !hasDefault && !field.omitted();
        ObjectNode schema = orNull(schema(field.element()), nullable);
        if (!field.description().isEmpty()) {
            schema.put("description", field.description());
        }
        if (input && hasDefault) {
            schema.set("default", field.defaultValue());
        }
        return schema;
    }

    /** The schema of a value that is not {@code null}. */
    private ObjectNode schema(Element element) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        describe(element.type(), schema);
        ConstraintSchemas.describe(element.constraints(), schema);
        return schema;
    }

    private ObjectNode orNull(Element element) {
        return orNull(schema(element), element.nullable());
    }

    /** No type arrays: some model providers reject them. */
    private static ObjectNode orNull(ObjectNode schema, boolean nullable) {
        if (!nullable) {
            return schema;
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
