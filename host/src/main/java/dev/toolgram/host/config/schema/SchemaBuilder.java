package dev.toolgram.host.config.schema;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON Schema 2020-12 being made. Plain, for the model providers that know a part of JSON Schema: no type arrays,
 * everything inlined but recursion; {@code null} for an optional argument is accepted and not mentioned.
 */
final class SchemaBuilder {

    private final boolean input;
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    private final Map<Object, String> names = new LinkedHashMap<>();
    private final Set<Object> open = new HashSet<>();

    /** @param input whether it describes arguments, which forbid unknown fields, or a result, which does not */
    SchemaBuilder(boolean input) {
        this.input = input;
    }

    /** Adds the definitions that the finished schema refers to. */
    ObjectNode complete(ObjectNode schema) {
        if (!definitions.isEmpty()) {
            schema.set("$defs", definitions);
        }
        return schema;
    }

    boolean input() {
        return input;
    }

    /** Describes a type that may contain itself: a reference where it does. */
    void describe(Object type, String name, ObjectNode schema, Consumer<ObjectNode> body) {
        if (open.add(type)) {
            body.accept(schema);
            open.remove(type);
            return;
        }
        boolean described = names.containsKey(type);
        String unique = names.containsValue(name) && !described ? name + names.size() : name;
        String definition = names.computeIfAbsent(type, any -> unique);
        schema.put("$ref", "#/$defs/" + definition);
        if (!described) {
            body.accept(definitions.putObject(definition));
        }
    }
}
