package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that is one JSON value.
 *
 * @param words completes "must be", with an example where the form is not obvious
 * @param problem the type of the problem that a value of another JSON type is
 * @param keywords its JSON Schema
 * @param parse makes the value; {@code null} for another JSON type. An {@link ArithmeticException} is a number out of
 *     range, an {@link IllegalArgumentException} or {@link DateTimeException} a text of another form
 * @param textWords as {@code words}, for a value written as text
 * @param fromText the JSON value of a text
 */
record ScalarType(
        String words,
        String problem,
        ObjectNode keywords,
        Function<JsonNode, @Nullable Object> parse,
        String textWords,
        Function<String, JsonNode> fromText)
        implements ValueType {

    static final ScalarType STRING = new ScalarType(
            "a string",
            "string_type",
            keywords("string"),
            json -> json.isString() ? json.stringValue() : null,
            "text",
            JsonNodeFactory.instance::stringNode);

    static ObjectNode keywords(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A boolean or number. */
    static ScalarType plain(String type, String words, String problem, Function<JsonNode, @Nullable Object> parse) {
        return new ScalarType(words, problem, keywords(type), parse, words, text -> TextValues.json(type, text));
    }

    /** Any JSON value. */
    static ScalarType anything(Function<JsonNode, @Nullable Object> parse) {
        return new ScalarType(
                "a JSON value",
                "value_error",
                JsonNodeFactory.instance.objectNode(),
                parse,
                "a JSON value",
                TextValues::document);
    }

    /** A value that Jackson writes as it sees fit; the schema says no more than whether it is an object. */
    static ScalarType written(boolean object) {
        ScalarType type = anything(json -> json);
        if (object) {
            type.keywords.put("type", "object");
        }
        return type;
    }

    /**
     * A JSON string of one form.
     *
     * @param format the {@code format} of JSON Schema; empty for none of the same meaning
     * @param pattern the form; empty for any
     */
    static ScalarType text(String words, String format, String pattern, Function<String, Object> parse) {
        Pattern form = Pattern.compile(pattern.isEmpty() ? "(?s).*" : pattern);
        ObjectNode keywords = keywords("string");
        if (!format.isEmpty()) {
            keywords.put("format", format);
        } else if (!pattern.isEmpty()) {
            keywords.put("pattern", "^" + pattern + "$");
        }
        return new ScalarType(
                words,
                "string_type",
                keywords,
                json -> {
                    if (!json.isString()) {
                        return null;
                    }
                    if (!form.matcher(json.stringValue()).matches()) {
                        throw new IllegalArgumentException();
                    }
                    return parse.apply(json.stringValue());
                },
                words,
                JsonNodeFactory.instance::stringNode);
    }

    /** An enum, by the JSON names of its constants: {@link JsonProperty}, otherwise their own; from text in any case. */
    static ScalarType enumeration(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(name(type, ((Enum<?>) constant).name()), constant);
        }
        ObjectNode keywords = keywords("string");
        constants.keySet().forEach(keywords.putArray("enum")::add);
        String words = "one of " + String.join(", ", constants.keySet());
        return new ScalarType(
                words,
                "enum",
                keywords,
                json -> json.isString() ? constants.get(json.stringValue()) : null,
                words,
                text -> JsonNodeFactory.instance.stringNode(constants.keySet().stream()
                        .filter(text::equalsIgnoreCase)
                        .findFirst()
                        .orElse(text)));
    }

    private static String name(Class<?> type, String constant) {
        try {
            JsonProperty explicit = type.getField(constant).getAnnotation(JsonProperty.class);
            return explicit == null ? constant : explicit.value();
        } catch (NoSuchFieldException e) {
            return constant;
        }
    }

    /** This type, written otherwise where everything is text. */
    ScalarType inText(String words, Function<String, JsonNode> fromText) {
        return new ScalarType(this.words, problem, keywords, parse, words, fromText);
    }

    /** Whether its values are JSON strings. */
    boolean isString() {
        return keywords.path("type").asString("").equals("string");
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        try {
            Object value = parse.apply(json);
            if (value == null) {
                binding.report("Must be " + words, problem);
            }
            return value;
        } catch (ArithmeticException e) {
            binding.report("Is out of range", "number_out_of_range");
        } catch (IllegalArgumentException | DateTimeException e) {
            binding.report("Must be " + words, "string_format");
        }
        return null;
    }

    @Override
    public void describe(ObjectNode schema, SchemaBuilder builder) {
        schema.setAll(keywords.deepCopy());
        if (!builder.input()) {
            schema.remove(List.of("minimum", "maximum"));
        }
    }

    @Override
    public JsonNode fromText(String text) {
        return fromText.apply(text);
    }
}
