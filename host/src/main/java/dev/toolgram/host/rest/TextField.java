package dev.toolgram.host.rest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a tool's input as it is written in a path or a query, where everything is text. Text that does not fit the
 * type stays text, so that the tool's own binding reports the wrong type in the words it has for JSON too.
 *
 * @param types the JSON types the schema allows
 * @param items for a list its elements; {@code null} for everything else
 */
record TextField(Set<String> types, @Nullable TextField items) {

    /** A field that the schema does not know. */
    static final TextField UNKNOWN = new TextField(Set.of(), null);

    private static final int MAX_REFERENCES = 8;
    // The lengths bound the cost of parsing, which grows with the square of the digits.
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

    /** The fields of an input schema by name. */
    static Map<String, TextField> of(ObjectNode inputSchema) {
        Map<String, TextField> fields = new LinkedHashMap<>();
        for (var property : inputSchema.path("properties").properties()) {
            fields.put(property.getKey(), of(property.getValue(), inputSchema));
        }
        return fields;
    }

    private static TextField of(JsonNode schema, JsonNode root) {
        Set<String> types = new HashSet<>();
        collectTypes(schema, root, types, 0);
        boolean list = types.contains("array") && !types.contains("string");
        return new TextField(Set.copyOf(types), list ? of(resolve(schema, root).path("items"), root) : null);
    }

    private static void collectTypes(JsonNode schema, JsonNode root, Set<String> types, int depth) {
        if (depth > MAX_REFERENCES) {
            return;
        }
        JsonNode type = schema.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.asString("")));
        for (String combination : List.of("anyOf", "oneOf", "allOf")) {
            schema.path(combination).forEach(part -> collectTypes(part, root, types, depth + 1));
        }
        if (schema.has("$ref")) {
            collectTypes(target(schema, root), root, types, depth + 1);
        }
    }

    private static JsonNode resolve(JsonNode schema, JsonNode root) {
        JsonNode resolved = schema;
        for (int depth = 0; resolved.has("$ref") && depth < MAX_REFERENCES; depth++) {
            resolved = target(resolved, root);
        }
        return resolved;
    }

    private static JsonNode target(JsonNode schema, JsonNode root) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("");
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
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (types.contains("string")) {
            return json.stringNode(text);
        }
        if ((types.contains("integer") || types.contains("number"))
                && INTEGER.matcher(text).matches()) {
            return integer(new BigInteger(text));
        }
        if (types.contains("number") && NUMBER.matcher(text).matches()) {
            return json.numberNode(new BigDecimal(text));
        }
        if (types.contains("boolean")) {
            // The words that FastAPI takes, for the clients that were written for it.
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "1", "yes", "on", "t", "y" -> json.booleanNode(true);
                case "false", "0", "no", "off", "f", "n" -> json.booleanNode(false);
                default -> json.stringNode(text);
            };
        }
        return json.stringNode(text);
    }

    /** The same kind of node that a JSON parser makes, so that binding treats both alike. */
    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return JsonNodeFactory.instance.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(value.longValue())
                : JsonNodeFactory.instance.numberNode(value);
    }
}
