package dev.toolgram.host.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as callers send it: RFC 8259 and no extensions. Thread-safe. */
public final class StrictJson {

    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A double would not keep every digit.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** An object to fill. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The bytes of a document. */
    public static byte[] write(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The text of a document. */
    public static String text(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads one JSON value.
     *
     * @throws InvalidJsonException if the bytes are not UTF-8, not one JSON value, or hold something that could not be
     *     written again: a key twice, half a surrogate pair, a number beyond any range
     */
    public static JsonNode read(byte[] bytes) throws InvalidJsonException {
        JsonNode value;
        try {
            // From text, not from bytes: Jackson would guess UTF-16 and let overlong UTF-8 pass.
            value = MAPPER.readTree(decode(bytes));
        } catch (JacksonException e) {
            throw new InvalidJsonException(message(e));
        }
        if (value.isMissingNode()) {
            throw new InvalidJsonException("Invalid JSON: the text is empty.");
        }
        rejectUnwritable(value);
        return value;
    }

    /** The place of the mistake, and the few reasons that can be named without Jackson's words. */
    private static String message(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        String where = place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
        String reason = switch (e) {
            case UnexpectedEndOfInputException _ -> ": unexpected end of input";
            case StreamConstraintsException _ -> ": nested too deeply, or a value is too long";
            default -> isDuplicate(e) ? ": duplicate field name" : "";
        };
        return "Invalid JSON" + where + reason + ".";
    }

    private static boolean isDuplicate(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
    }

    private static String decode(byte[] bytes) throws InvalidJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // RFC 8259, section 8.1 lets a parser ignore the mark that some systems put first.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException("Invalid JSON: not UTF-8.");
        }
    }

    private static void rejectUnwritable(JsonNode value) throws InvalidJsonException {
        if (value.isString()) {
            rejectLoneSurrogates(value.stringValue());
        } else if (value.isFloatingPointNumber()
                && !Double.isFinite(value.decimalValue().doubleValue())) {
            throw new InvalidJsonException("Invalid JSON: a number is out of range.");
        } else if (value.isObject()) {
            for (var field : value.properties()) {
                rejectLoneSurrogates(field.getKey());
                rejectUnwritable(field.getValue());
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                rejectUnwritable(element);
            }
        }
    }

    private static void rejectLoneSurrogates(String text) throws InvalidJsonException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    throw new InvalidJsonException("Invalid JSON: a string holds half a surrogate pair.");
                }
                i++;
            }
        }
    }
}
