package dev.toolgram.host.config.schema;

import dev.toolgram.host.json.InvalidJsonException;
import dev.toolgram.host.json.StrictJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Converts text to JSON wherever a value can only be written as text: environment variables, settings of plugins,
 * paths and queries, {@link dev.toolgram.api.schema.DefaultValue}. Text that does not fit the type stays a JSON string,
 * which {@link RecordBinder} then reports in the same words as a wrong value in a body.
 */
public final class TextValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    // The lengths bound the cost of parsing, which grows with the square of the digits.
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}((?:\\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) *(ms|s|m|h|d)");
    private static final Pattern ISO_DURATION = Pattern.compile("(?i)pt[0-9hms.-]+");

    private TextValues() {}

    /**
     * The JSON value of a text.
     *
     * @param type the {@code type} of JSON Schema that the value should have; all but {@code integer}, {@code number}
     *     and {@code boolean} stay text
     */
    public static JsonNode json(String type, String text) {
        return switch (type) {
            case "integer", "number" -> number(text);
            case "boolean" -> bool(text);
            default -> JSON.stringNode(text);
        };
    }

    /** The JSON value of a text that stands for a value of a type. */
    public static JsonNode json(ValueType type, String text) {
        return switch (type) {
            case ValueType.Scalar scalar -> scalar.fromText().apply(text);
            case ValueType.Converted converted -> json(converted.argument().type(), text);
            case ValueType.ListOf list
            when !text.startsWith("[") -> {
                ArrayNode values = JSON.arrayNode();
                for (String one : text.split(",")) {
                    if (!one.isBlank()) {
                        values.add(json(list.element().type(), one.strip()));
                    }
                }
                yield values;
            }
            default -> document(text);
        };
    }

    /** Completes "must be" for a value written as text: {@code an integer}. */
    public static String words(ValueType type) {
        return switch (type) {
            case ValueType.Scalar scalar -> scalar.textWords();
            case ValueType.Converted converted -> words(converted.argument().type());
            case ValueType.ListOf list ->
                "a list with commas, each " + words(list.element().type());
            default -> "an object";
        };
    }

    /** The JSON document that a text is; otherwise the text as a string. */
    public static JsonNode document(String text) {
        try {
            return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            return JSON.stringNode(text);
        }
    }

    private static JsonNode number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return JSON.stringNode(text);
        }
        return matcher.group(1).isEmpty()
                ? JSON.numberNode(new BigInteger(text))
                : JSON.numberNode(new BigDecimal(text));
    }

    /** The words that FastAPI takes, for the clients that were written for it. */
    private static JsonNode bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "t", "y" -> JSON.booleanNode(true);
            case "false", "0", "no", "off", "f", "n" -> JSON.booleanNode(false);
            default -> JSON.stringNode(text);
        };
    }

    /** {@code 30s}, {@code 1.5h} and the like as ISO 8601; every other text as it is. */
    static JsonNode duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return JSON.stringNode(ISO_DURATION.matcher(text).matches() ? text.toUpperCase(Locale.ROOT) : text);
        }
        long millis = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return JSON.stringNode(seconds(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(millis, 3)))
                .toString());
    }

    /** Seconds, which may have a fraction: {@code 1.5}, {@code .5}; {@code null} if the text is not a plain number. */
    public static @Nullable Duration seconds(String text) {
        return text.matches("\\+?([0-9]{1,12}\\.?[0-9]{0,9}|\\.[0-9]{1,9})") ? seconds(new BigDecimal(text)) : null;
    }

    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofSeconds(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    /** The value of a variable: without white space around it, and without one pair of quotes, which Docker passes on. */
    public static String unquoted(String text) {
        String value = text.strip();
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1).strip() : value;
    }
}
