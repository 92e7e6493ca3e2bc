package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An enum, by the JSON names of its constants: {@link JsonProperty}, otherwise their own.
 *
 * @param constants the constants by name
 */
record EnumType(Map<String, Object> constants) implements ValueType {

    static EnumType of(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(nameOf((Enum<?>) constant), constant);
        }
        return new EnumType(constants);
    }

    private static String nameOf(Enum<?> constant) {
        try {
            JsonProperty explicit =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return explicit == null ? constant.name() : explicit.value();
        } catch (NoSuchFieldException e) {
            return constant.name();
        }
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        return read(json.isString() ? json.stringValue() : null, binding);
    }

    @Nullable
    Object read(@Nullable String text, Binding binding) {
        Object constant = text == null ? null : constants.get(text);
        if (constant == null) {
            binding.report("Must be " + words(), "enum");
        }
        return constant;
    }

    @Override
    public void describe(ObjectNode schema, SchemaScope scope) {
        schema.put("type", "string");
        constants.keySet().forEach(schema.putArray("enum")::add);
    }

    @Override
    public String words() {
        return "one of " + String.join(", ", constants.keySet());
    }

    @Override
    public JsonNode fromText(String text) {
        return JsonNodeFactory.instance.stringNode(constants.keySet().stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElse(text));
    }
}
