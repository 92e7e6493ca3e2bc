package dev.toolgram.host.config.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object with any keys.
 *
 * @param key reads the keys, which are text in JSON
 * @param value its values
 */
record MapType(Element key, Element value) implements ValueType {

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        if (!json.isObject()) {
            binding.report("Must be an object", "dict_type");
            return null;
        }
        int before = binding.count();
        Map<@Nullable Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(json.size());
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            binding.enter(entry.getKey());
            map.put(
                    key.read(JsonNodeFactory.instance.stringNode(entry.getKey()), binding),
                    value.read(entry.getValue(), binding));
            binding.leave();
        }
        return binding.count() == before ? Collections.unmodifiableMap(map) : null;
    }

    @Override
    public void describe(ObjectNode schema, SchemaBuilder builder) {
        schema.put("type", "object");
        ObjectNode names = key.schema(builder);
        if (names.size() > 1) {
            schema.set("propertyNames", names);
        }
        schema.set("additionalProperties", value.schemaWithNull(builder));
    }
}
