package dev.toolgram.host.telegram;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Small words for TDLib's JSON. Absent fields read as TDLib's defaults: the empty string, zero, false. */
final class Td {

    private Td() {}

    static ObjectNode function(String name) {
        return JsonNodeFactory.instance.objectNode().put("@type", name);
    }

    static String type(JsonNode object) {
        return text(object, "@type");
    }

    static boolean is(JsonNode object, String type) {
        return type(object).equals(type);
    }

    static boolean isError(JsonNode object) {
        return is(object, "error");
    }

    static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }

    /** An int53, which is a number, or an int64, which is a string. */
    static long number(JsonNode object, String field) {
        return object.path(field).asLong(0);
    }

    static boolean flag(JsonNode object, String field) {
        return object.path(field).asBoolean(false);
    }
}
