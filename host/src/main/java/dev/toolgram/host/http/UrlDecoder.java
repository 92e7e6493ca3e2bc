package dev.toolgram.host.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Decodes percent-encoding strictly; the JDK replaces malformed UTF-8. Undertow has checked the hexadecimal digits. */
final class UrlDecoder {

    private UrlDecoder() {}

    /** Thrown when percent-encoding is malformed or is not UTF-8. */
    static final class MalformedException extends Exception {

        private final String part;

        MalformedException(String part, String message) {
            super(message);
            this.part = part;
        }

        /** The error's detail in the form of invalid input. */
        ArrayNode detail() {
            ArrayNode problems = JsonNodeFactory.instance.arrayNode();
            ObjectNode problem = problems.addObject();
            problem.putArray("loc").add(part);
            problem.put("msg", getMessage()).put("type", "value_error");
            return problems;
        }
    }

    /** Decodes one segment of a path. */
    static String segment(String raw) throws MalformedException {
        return raw.indexOf('%') < 0 ? raw : decode(raw.replace("+", "%2B"), "path");
    }

    /** Decodes a query: every name with its values; a parameter without {@code =} is empty. */
    static Map<String, List<String>> query(String raw) throws MalformedException {
        if (raw.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), "query");
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), "query");
                parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String raw, String part) throws MalformedException {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        try {
            byte[] bytes = URLDecoder.decode(raw, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw new MalformedException(part, "Malformed percent-encoding");
        } catch (CharacterCodingException e) {
            throw new MalformedException(part, "The percent-encoding is not valid UTF-8");
        }
    }
}
