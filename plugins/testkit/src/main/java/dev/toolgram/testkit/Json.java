package dev.toolgram.testkit;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON with the host's naming of fields. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static <T> T read(JsonNode value, Class<T> type) {
        return MAPPER.treeToValue(value, type);
    }

    /** Parses a response; returns a missing node if it is not JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    static JsonNode readStrictly(String json) {
        return MAPPER.readTree(json);
    }

    /** The first place where a value lacks what is expected, or an empty text. */
    static String difference(JsonNode expected, JsonNode actual, String path) {
        if (expected.isObject() && actual.isObject()) {
            for (var field : expected.properties()) {
                String at = path + "/" + field.getKey();
                String found = actual.has(field.getKey())
                        ? difference(field.getValue(), actual.get(field.getKey()), at)
                        : at + " is missing";
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return "";
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                String found = difference(expected.get(i), actual.get(i), path + "/" + i);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return "";
        }
        boolean equal = (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
        return equal ? "" : "%s is %s instead of %s".formatted(path.isEmpty() ? "/" : path, actual, expected);
    }
}
