package dev.toolgram.host.config.schema;

import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list, set or array.
 *
 * @param element its elements
 * @param unique whether equal elements are rejected
 * @param size a longer list is not even read; {@code null} for any
 * @param collect makes the value of the elements
 */
record ListType(Element element, boolean unique, @Nullable Size size, Function<List<@Nullable Object>, Object> collect)
        implements ValueType {

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        if (!json.isArray()) {
            binding.report("Must be a list", "list_type");
            return null;
        }
        if (size != null && json.size() > size.max()) {
            binding.report(ConstraintProblems.size("items", size, json.size()), "too_long");
            return null;
        }
        int before = binding.count();
        List<@Nullable Object> values = new ArrayList<>(json.size());
        Set<@Nullable Object> seen = new HashSet<>();
        for (int i = 0; i < json.size(); i++) {
            binding.enter(i);
            int earlier = binding.count();
            Object value = element.read(json.get(i), binding);
            values.add(value);
            if (unique && !seen.add(value) && binding.count() == earlier) {
                binding.report("Must not be in the list twice", "not_unique");
            }
            binding.leave();
        }
        return binding.count() == before ? collect.apply(values) : null;
    }

    @Override
    public void describe(ObjectNode schema, SchemaBuilder builder) {
        schema.put("type", "array").set("items", element.schemaWithNull(builder));
        if (unique) {
            schema.put("uniqueItems", true);
        }
    }

    @Override
    public String textWords() {
        return "a list with commas, each " + element.type().textWords();
    }

    /** A JSON array, or the elements with commas between them. */
    @Override
    public JsonNode fromText(String text) {
        if (text.startsWith("[")) {
            return ValueType.super.fromText(text);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String one : text.split(",")) {
            if (!one.isBlank()) {
                list.add(element.type().fromText(one.strip()));
            }
        }
        return list;
    }
}
