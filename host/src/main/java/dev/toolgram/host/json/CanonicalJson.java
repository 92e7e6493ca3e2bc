package dev.toolgram.host.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One text for all ways to order the fields of an object. */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The value as text, with the fields of each object sorted by name. */
    public static String of(JsonNode value) {
        return StrictJson.text(sorted(value));
    }

    /** The SHA-256 of a text, in hexadecimal. */
    public static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ObjectNode object) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode copy = StrictJson.object();
            fields.forEach(copy::set);
            return copy;
        }
        if (value.isArray()) {
            var copy = StrictJson.object().putArray("list");
            value.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        return value;
    }
}
