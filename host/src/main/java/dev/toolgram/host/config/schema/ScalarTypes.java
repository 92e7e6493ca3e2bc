package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.schema.ValueType.Scalar;
import java.lang.reflect.Executable;
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
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The Java classes whose values are one JSON value. */
final class ScalarTypes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MONTH = "\\d{4}-(0[1-9]|1[0-2])";
    private static final String DATE = MONTH + "-(0[1-9]|[12]\\d|3[01])";
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?";
    private static final String MOMENT =
            DATE + "([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-](0\\d|1[0-8]):[0-5]\\d)?)?";
    private static final String MOMENT_WORDS =
            "an ISO 8601 date and time, in UTC if it has no offset, for example 2026-01-31T18:30:00+00:00";
    /** A date alone is its midnight. */
    private static final DateTimeFormatter MOMENT_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final String LOCAL_WORDS =
            "an ISO 8601 date and time without an offset, for example 2026-01-31T18:30:00";
    private static final String TIME_WORDS = "an ISO 8601 time without an offset, for example 18:30:00";
    private static final String DURATION = "PT(?=[-\\d])(-?\\d{1,15}H)?(-?\\d{1,15}M)?(-?\\d{1,15}(\\.\\d{1,9})?S)?";
    private static final String UUID_WORDS = "a UUID, for example 123e4567-e89b-12d3-a456-426614174000";
    private static final String HEX_GROUPS = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String URI_WORDS = "an absolute URI, for example https://example.org/";
    private static final String BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";

    static final Scalar STRING = new Scalar(
            "a string",
            "string_type",
            keywords("string"),
            json -> json.isString() ? json.stringValue() : null,
            "text",
            JSON::stringNode);

    private static final Map<Class<?>, Scalar> TYPES = new HashMap<>();

    static {
        add(STRING, String.class, CharSequence.class);
        Scalar bool =
                plain("boolean", "true or false", "bool_type", json -> json.isBoolean() ? json.asBoolean() : null);
        add(bool, boolean.class, Boolean.class);
        limited(Byte.MIN_VALUE, Byte.MAX_VALUE, BigInteger::byteValueExact, byte.class, Byte.class);
        limited(Short.MIN_VALUE, Short.MAX_VALUE, BigInteger::shortValueExact, short.class, Short.class);
        limited(Integer.MIN_VALUE, Integer.MAX_VALUE, BigInteger::intValueExact, int.class, Integer.class);
        limited(Long.MIN_VALUE, Long.MAX_VALUE, BigInteger::longValueExact, long.class, Long.class);
        add(integer(number -> number), BigInteger.class);
        add(number(number -> number), BigDecimal.class);
        add(number(number -> finite(number.doubleValue())), double.class, Double.class);
        add(number(number -> (float) finite(number.floatValue())), float.class, Float.class);
        add(chat(), ChatReference.class);
        add(anything(json -> JsonMapper.shared().treeToValue(json, Object.class)), Object.class);
        add(anything(json -> json), JsonNode.class);
        add(text(MOMENT_WORDS, "date-time", MOMENT, ScalarTypes::moment), OffsetDateTime.class);
        add(text(MOMENT_WORDS, "date-time", MOMENT, text -> moment(text).toZonedDateTime()), ZonedDateTime.class);
        add(text(MOMENT_WORDS, "date-time", MOMENT, text -> moment(text).toInstant()), Instant.class);
        add(text("an ISO 8601 date, for example 2026-01-31", "date", DATE, LocalDate::parse), LocalDate.class);
        add(text("an ISO 8601 month, for example 2026-01", "", MONTH, YearMonth::parse), YearMonth.class);
        add(text(TIME_WORDS, "", TIME, LocalTime::parse), LocalTime.class);
        add(text(LOCAL_WORDS, "", DATE + "T" + TIME, LocalDateTime::parse), LocalDateTime.class);
        add(text("a time zone, for example Europe/Berlin", "", "[A-Za-z0-9/_+:-]+", ZoneId::of), ZoneId.class);
        add(text(UUID_WORDS, "uuid", HEX_GROUPS, UUID::fromString), UUID.class);
        add(text(URI_WORDS, "uri", "[A-Za-z][A-Za-z0-9+.-]*:.+", URI::create), URI.class);
        add(text("a path", "", "", Path::of), Path.class);
        Scalar bytes = text("Base64, for example aGVsbG8=", "", BASE64, Base64.getDecoder()::decode);
        bytes.keywords().put("contentEncoding", "base64");
        add(bytes, byte[].class);
        Scalar duration = text("an ISO 8601 duration, for example PT1H30M", "", DURATION, Duration::parse);
        add(inText(duration, "a duration such as 30s, 5m, 2h or PT1H30M", TextValues::duration), Duration.class);
    }

    private ScalarTypes() {}

    /** The type of a class; {@code null} if its values are not one JSON value. */
    static @Nullable Scalar of(Class<?> type) {
        return TYPES.get(type);
    }

    private static void add(Scalar type, Class<?>... classes) {
        for (Class<?> each : classes) {
            TYPES.put(each, type);
        }
    }

    private static ObjectNode keywords(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static Scalar inText(Scalar type, String words, Function<String, JsonNode> fromText) {
        return new Scalar(type.words(), type.problem(), type.keywords(), type.parse(), words, fromText);
    }

    private static Scalar plain(String type, String words, String problem, Function<JsonNode, @Nullable Object> parse) {
        return new Scalar(words, problem, keywords(type), parse, words, text -> TextValues.json(type, text));
    }

    private static Scalar anything(Function<JsonNode, @Nullable Object> parse) {
        String words = "a JSON value";
        return new Scalar(words, "value_error", JSON.objectNode(), parse, words, TextValues::document);
    }

    /** A value that Jackson writes as it sees fit; the schema says no more than whether it is an object. */
    static Scalar written(boolean object) {
        Scalar type = anything(json -> json);
        if (object) {
            type.keywords().put("type", "object");
        }
        return type;
    }

    /**
     * A JSON string of one form.
     *
     * @param format the {@code format} of JSON Schema; empty for none of the same meaning
     * @param pattern the form; empty for any
     */
    static Scalar text(String words, String format, String pattern, Function<String, Object> parse) {
        Pattern form = Pattern.compile(pattern.isEmpty() ? "(?s).*" : pattern);
        ObjectNode keywords = keywords("string");
        if (!format.isEmpty()) {
            keywords.put("format", format);
        }
        if (!pattern.isEmpty()) {
            keywords.put("pattern", "^" + pattern + "$");
        }
        Function<JsonNode, @Nullable Object> parsed = json -> {
            if (!json.isString()) {
                return null;
            }
            if (!form.matcher(json.stringValue()).matches()) {
                throw new IllegalArgumentException();
            }
            return parse.apply(json.stringValue());
        };
        return new Scalar(words, "string_type", keywords, parsed, words, JSON::stringNode);
    }

    private static OffsetDateTime moment(String text) {
        return OffsetDateTime.parse(text.replace(' ', 'T'), MOMENT_FORMAT);
    }

    /** An enum, by the JSON names of its constants: {@link JsonProperty}, otherwise their own; from text in any case. */
    static Scalar enumeration(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            String name = name(type, ((Enum<?>) constant).name());
            if (constants.put(name, constant) != null) {
                throw new IllegalArgumentException(
                        "two constants of %s have the JSON name '%s'".formatted(type.getName(), name));
            }
        }
        ObjectNode keywords = keywords("string");
        constants.keySet().forEach(keywords.putArray("enum")::add);
        String words = "one of " + String.join(", ", constants.keySet());
        return new Scalar(
                words,
                "enum",
                keywords,
                json -> json.isString() ? constant(type, constants, json.stringValue()) : null,
                words,
                text -> JSON.stringNode(constants.keySet().stream()
                        .filter(text::equalsIgnoreCase)
                        .findFirst()
                        .orElse(text)));
    }

    private static @Nullable Object constant(Class<?> type, Map<String, Object> constants, String name) {
        Object constant = constants.get(name);
        Executable creator = constant == null ? Creators.of(type).orElse(null) : null;
        try {
            return creator == null ? constant : Creators.conversion(creator).convert(name);
        } catch (Throwable e) {
            return null; // the creator rejects the name
        }
    }

    private static String name(Class<?> type, String constant) {
        try {
            JsonProperty explicit = type.getField(constant).getAnnotation(JsonProperty.class);
            return explicit == null ? constant : explicit.value();
        } catch (NoSuchFieldException e) {
            return constant;
        }
    }

    private static void limited(long min, long max, Function<BigInteger, Object> convert, Class<?>... classes) {
        Scalar type = integer(convert);
        type.keywords().put("minimum", min).put("maximum", max);
        add(type, classes);
    }

    private static Scalar integer(Function<BigInteger, Object> convert) {
        return plain("integer", "an integer", "int_type", json -> {
            BigInteger number = integer(json);
            return number == null ? null : convert.apply(number);
        });
    }

    /** The integer that a JSON number is, {@code 3.0} included; {@code null} for every other value. */
    private static @Nullable BigInteger integer(JsonNode json) {
        if (!json.isNumber()) {
            return null;
        }
        BigDecimal number = json.decimalValue().stripTrailingZeros();
        // 1e999999999 is an integer too, and would be written out.
        return number.scale() > 0 || number.scale() < -1000 ? null : number.toBigInteger();
    }

    private static Scalar number(Function<BigDecimal, Object> convert) {
        return plain(
                "number",
                "a number",
                "float_type",
                json -> json.isNumber() ? convert.apply(json.decimalValue()) : null);
    }

    private static double finite(double number) {
        if (Double.isFinite(number)) {
            return number;
        }
        throw new ArithmeticException();
    }

    /** A string in the schema, which every model can write; its id as a number is accepted, too. */
    private static Scalar chat() {
        Function<JsonNode, @Nullable Object> parse = json -> {
            BigInteger id = integer(json);
            String reference = json.isString() ? json.stringValue() : id == null ? null : id.toString();
            return reference == null ? null : new ChatReference(reference);
        };
        return new Scalar("a string or an integer", "chat_type", keywords("string"), parse, "a chat", JSON::stringNode);
    }
}
