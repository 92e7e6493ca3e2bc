package dev.toolgram.host.config;

import jakarta.validation.constraints.Size;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The types that hold values of other types. */
interface CompositeType {

    /** The JSON document that a text is, or another value when it is none. */
    static JsonNode json(String text, JsonNode otherwise) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return otherwise;
        }
    }

    /**
     * A list, set or array.
     *
     * @param element its elements
     * @param unique whether an element may be there once only
     * @param size a list that is longer is not even read; {@code null} for any
     * @param collect makes the value of what was read
     */
    record ListType(
            Element element, boolean unique, @Nullable Size size, Function<List<@Nullable Object>, Object> collect)
            implements ValueType {

        static ListType list(Element element, @Nullable Size size) {
            return new ListType(element, false, size, Collections::unmodifiableList);
        }

        static ListType set(Element element, @Nullable Size size) {
            return new ListType(
                    element, true, size, values -> Collections.unmodifiableSet(new LinkedHashSet<>(values)));
        }

        static ListType array(Element element, @Nullable Size size, Class<?> type) {
            return new ListType(element, false, size, values -> {
                Object array = Array.newInstance(type, values.size());
                for (int i = 0; i < values.size(); i++) {
                    Array.set(array, i, values.get(i));
                }
                return array;
            });
        }

        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            if (!json.isArray()) {
                binding.report("Must be " + words(), "list_type");
                return null;
            }
            if (size != null && json.size() > size.max()) {
                binding.report(ConstraintProblems.size("items", size.min(), size.max(), json.size()), "too_long");
                return null;
            }
            int before = binding.count();
            List<@Nullable Object> values = new ArrayList<>(json.size());
            Set<@Nullable Object> seen = unique ? new LinkedHashSet<>() : Set.of();
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
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "array").set("items", element.schemaWithNull(scope));
            if (unique) {
                schema.put("uniqueItems", true);
            }
        }

        @Override
        public String words() {
            return "a list";
        }

        @Override
        public String textWords() {
            return "a list with commas, each " + element.type().textWords();
        }

        /** A JSON array, or the elements with commas between them. */
        @Override
        public JsonNode fromText(String text) {
            if (text.startsWith("[")) {
                return json(text, JsonNodeFactory.instance.stringNode(text));
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
                binding.report("Must be " + words(), "dict_type");
                return null;
            }
            int before = binding.count();
            Map<@Nullable Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(json.size());
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                binding.enter(entry.getKey());
                map.put(
                        key.type().read(JsonNodeFactory.instance.stringNode(entry.getKey()), binding),
                        value.read(entry.getValue(), binding));
                binding.leave();
            }
            return binding.count() == before ? Collections.unmodifiableMap(map) : null;
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.put("type", "object");
            ObjectNode names = key.schema(scope);
            if (names.size() > 1) {
                schema.set("propertyNames", names);
            }
            schema.set("additionalProperties", value.schemaWithNull(scope));
        }

        @Override
        public String words() {
            return "an object";
        }

        @Override
        public JsonNode fromText(String text) {
            return json(text, JsonNodeFactory.instance.stringNode(text));
        }
    }

    /**
     * A value that may be absent.
     *
     * @param element the value
     * @param empty what stands for an absent one
     * @param wrap what stands for a present one
     */
    record OptionalType(Element element, Object empty, Function<Object, Object> wrap) implements ValueType {

        @Override
        public @Nullable Object read(JsonNode json, Binding binding) {
            Object value = element.read(json, binding);
            return value == null ? null : wrap.apply(value);
        }

        @Override
        public void describe(ObjectNode schema, SchemaScope scope) {
            schema.setAll(element.schema(scope));
        }

        @Override
        public String words() {
            return element.type().words();
        }

        @Override
        public String textWords() {
            return element.type().textWords();
        }

        @Override
        public JsonNode fromText(String text) {
            return element.type().fromText(text);
        }
    }
}
