package dev.toolgram.host.config.schema;

import dev.toolgram.api.telegram.ChatReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The Java classes whose values are one JSON value. */
final class ScalarTypes {

    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
    private static final String TIME = "\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?";
    private static final String MOMENT = DATE + "T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})";
    private static final String MOMENT_WORDS =
            "an ISO 8601 date and time with an offset, for example 2026-01-31T18:30:00+00:00";
    private static final String LOCAL_WORDS =
            "an ISO 8601 date and time without an offset, for example 2026-01-31T18:30:00";
    private static final String DURATION = "PT(?=[-\\d])(-?\\d{1,15}H)?(-?\\d{1,15}M)?(-?\\d{1,15}(\\.\\d{1,9})?S)?";
    private static final String UUID_WORDS = "a UUID, for example 123e4567-e89b-12d3-a456-426614174000";
    private static final String HEX_GROUPS = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String URI_WORDS = "an absolute URI, for example https://example.org/";
    private static final String BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";

    private static final Map<Class<?>, ScalarType> TYPES = new HashMap<>();

    static {
        add(ScalarType.STRING, String.class, CharSequence.class);
        add(
                ScalarType.plain(
                        "boolean", "true or false", "bool_type", json -> json.isBoolean() ? json.booleanValue() : null),
                boolean.class,
                Boolean.class);
        whole(Byte.MIN_VALUE, Byte.MAX_VALUE, Long::byteValue, byte.class, Byte.class);
        whole(Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue, short.class, Short.class);
        whole(Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue, int.class, Integer.class);
        whole(Long.MIN_VALUE, Long.MAX_VALUE, number -> number, long.class, Long.class);
        add(ScalarType.plain("integer", "an integer", "int_type", ScalarTypes::integer), BigInteger.class);
        fraction(number -> number, BigDecimal.class);
        fraction(number -> finite(number.doubleValue()), double.class, Double.class);
        fraction(number -> (float) finite(number.floatValue()), float.class, Float.class);
        add(chat(), ChatReference.class);
        add(ScalarType.anything(json -> JsonMapper.shared().treeToValue(json, Object.class)), Object.class);
        add(ScalarType.anything(json -> json), JsonNode.class);
        text(OffsetDateTime.class, MOMENT_WORDS, "date-time", MOMENT, OffsetDateTime::parse);
        text(ZonedDateTime.class, MOMENT_WORDS, "date-time", MOMENT, ZonedDateTime::parse);
        text(
                Instant.class,
                MOMENT_WORDS,
                "date-time",
                MOMENT,
                value -> OffsetDateTime.parse(value).toInstant());
        text(LocalDate.class, "an ISO 8601 date, for example 2026-01-31", "date", DATE, LocalDate::parse);
        text(LocalTime.class, "an ISO 8601 time without an offset, for example 18:30:00", "", TIME, LocalTime::parse);
        text(LocalDateTime.class, LOCAL_WORDS, "", DATE + "T" + TIME, LocalDateTime::parse);
        text(ZoneId.class, "a time zone, for example Europe/Berlin", "", "[A-Za-z0-9/_+:-]+", ZoneId::of);
        text(UUID.class, UUID_WORDS, "uuid", HEX_GROUPS, UUID::fromString);
        text(URI.class, URI_WORDS, "uri", "[A-Za-z][A-Za-z0-9+.-]*:.+", URI::create);
        text(Path.class, "a path", "", "", Path::of);
        text(byte[].class, "Base64, for example aGVsbG8=", "", BASE64, Base64.getDecoder()::decode)
                .keywords()
                .put("contentEncoding", "base64");
        ScalarType duration =
                text(Duration.class, "an ISO 8601 duration, for example PT1H30M", "", DURATION, Duration::parse);
        add(duration.inText("a duration such as 30s, 5m, 2h or PT1H30M", TextValues::duration), Duration.class);
    }

    private ScalarTypes() {}

    /** The type of a class; {@code null} if its values are not one JSON value. */
    static @Nullable ScalarType of(Class<?> type) {
        return TYPES.get(type);
    }

    private static void add(ScalarType type, Class<?>... classes) {
        for (Class<?> each : classes) {
            TYPES.put(each, type);
        }
    }

    private static ScalarType text(
            Class<?> java, String words, String format, String pattern, Function<String, Object> parse) {
        ScalarType type = ScalarType.text(words, format, pattern, parse);
        add(type, java);
        return type;
    }

    private static void whole(long min, long max, Function<Long, Object> box, Class<?>... classes) {
        ScalarType type = ScalarType.plain("integer", "an integer", "int_type", json -> {
            BigInteger big = json.isInt() || json.isLong() ? null : integer(json);
            if (big == null && !json.isIntegralNumber()) {
                return null;
            }
            long number = big == null ? json.longValue() : big.longValueExact();
            if (number < min || number > max) {
                throw new ArithmeticException();
            }
            return box.apply(number);
        });
        if (max < Long.MAX_VALUE) {
            type.keywords().put("minimum", min).put("maximum", max);
        }
        add(type, classes);
    }

    private static void fraction(Function<BigDecimal, Object> convert, Class<?>... classes) {
        add(
                ScalarType.plain(
                        "number",
                        "a number",
                        "float_type",
                        json -> json.isNumber() ? convert.apply(json.decimalValue()) : null),
                classes);
    }

    private static double finite(double number) {
        if (Double.isFinite(number)) {
            return number;
        }
        throw new ArithmeticException();
    }

    /** The integer that a JSON number is, {@code 3.0} included; {@code null} for every other value. */
    private static @Nullable BigInteger integer(JsonNode json) {
        if (json.isIntegralNumber()) {
            return json.bigIntegerValue();
        }
        if (!json.isFloatingPointNumber()) {
            return null;
        }
        BigDecimal number = json.decimalValue().stripTrailingZeros();
        // 1e999999999 is an integer too, and would be written out.
        return number.scale() > 0 || number.scale() < -1000 ? null : number.toBigInteger();
    }

    /** A string in the schema, which every model can write; its id as a number is accepted, too. */
    private static ScalarType chat() {
        return new ScalarType(
                "a string or an integer",
                "chat_type",
                ScalarType.keywords("string"),
                json -> {
                    BigInteger id = integer(json);
                    String reference = json.isString() ? json.stringValue() : id == null ? null : id.toString();
                    return reference == null ? null : new ChatReference(reference);
                },
                "a chat",
                JsonNodeFactory.instance::stringNode);
    }
}
