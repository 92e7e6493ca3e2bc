package dev.toolgram.host.telegram.codec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Accessors for TDLib's JSON. Absent fields have TDLib's defaults: the empty string, zero, false. */
public final class Td {

    private Td() {}

    public static ObjectNode function(String name) {
        return JsonNodeFactory.instance.objectNode().put("@type", name);
    }

    public static String type(JsonNode object) {
        return text(object, "@type");
    }

    public static boolean is(JsonNode object, String type) {
        return type(object).equals(type);
    }

    public static boolean isError(JsonNode object) {
        return is(object, "error");
    }

    public static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }

    /** Reads an int53, which is a number, or an int64, which is a string. */
    public static long number(JsonNode object, String field) {
        return object.path(field).asLong(0);
    }

    public static boolean flag(JsonNode object, String field) {
        return object.path(field).asBoolean(false);
    }
}
