package dev.toolgram.host.http;

import java.io.ByteArrayOutputStream;
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

/**
 * Decodes what a request line asks for (RFC 3986). Segments are split before they are decoded, so an encoded slash
 * stays part of its segment.
 */
final class RequestTarget {

    private static final String PATH = "path";
    private static final String QUERY = "query";

    private RequestTarget() {}

    /** Thrown when percent-encoding is malformed or does not spell UTF-8. */
    static final class MalformedException extends Exception {

        private final String part;

        MalformedException(String part, String message) {
            super(message);
            this.part = part;
        }

        /** The shape that invalid input has everywhere, for input that never gets as far as a tool. */
        ArrayNode detail() {
            ArrayNode problems = JsonNodeFactory.instance.arrayNode();
            ObjectNode problem = problems.addObject();
            problem.putArray("loc").add(part);
            problem.put("msg", getMessage()).put("type", "value_error");
            return problems;
        }
    }

    /** The decoded segments; a slash at the end counts for nothing. */
    static List<String> path(String raw) throws MalformedException {
        String path = raw.startsWith("/") ? raw.substring(1) : raw;
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        List<String> segments = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String segment : path.split("/", -1)) {
                segments.add(decode(segment, PATH));
            }
        }
        return segments;
    }

    /** The decoded parameters; one without {@code =} is empty. */
    static Map<String, List<String>> query(String raw) throws MalformedException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), QUERY);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), QUERY);
                parameters.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String raw, String part) throws MalformedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 1 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new MalformedException(part, "Malformed percent-encoding");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c > '~') {
                throw new MalformedException(part, "Write characters beyond ASCII percent-encoded");
            } else {
                bytes.write(c == '+' && part.equals(QUERY) ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(part, "The percent-encoding does not spell UTF-8");
        }
    }
}
