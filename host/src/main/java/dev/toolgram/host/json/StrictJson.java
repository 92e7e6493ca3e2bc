package dev.toolgram.host.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the doors take it from callers: RFC 8259 and nothing beside it. Thread-safe. */
public final class StrictJson {

    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
            throw new InvalidJsonException("Invalid JSON: " + JsonFlaw.of(e));
        }
        if (value.isMissingNode()) {
            throw new InvalidJsonException("Invalid JSON: the text is empty");
        }
        refuseWhatCannotBeWritten(value);
        return value;
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
            throw new InvalidJsonException("Invalid JSON: not UTF-8");
        }
    }

    private static void refuseWhatCannotBeWritten(JsonNode value) throws InvalidJsonException {
        if (value.isString()) {
            refuseLoneSurrogates(value.stringValue());
        } else if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            throw new InvalidJsonException("Invalid JSON: a number is out of range");
        } else if (value.isObject()) {
            for (var field : value.properties()) {
                refuseLoneSurrogates(field.getKey());
                refuseWhatCannotBeWritten(field.getValue());
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                refuseWhatCannotBeWritten(element);
            }
        }
    }

    private static void refuseLoneSurrogates(String text) throws InvalidJsonException {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidJsonException("Invalid JSON: a string holds half a surrogate pair");
        }
    }
}
