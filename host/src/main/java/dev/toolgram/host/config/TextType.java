package dev.toolgram.host.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that is written as a JSON string of one form.
 *
 * @param words completes "must be", with an example where the form is not obvious
 * @param format the {@code format} of JSON Schema; {@code null} when it has none of the same meaning
 * @param pattern what {@code parse} is given; {@code null} for everything
 * @param parse makes the value, or throws what the JDK throws
 */
record TextType(
        String words, @Nullable String format, @Nullable Pattern pattern, Function<String, Object> parse)
        implements ValueType {

    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
    private static final String TIME = "\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?";
    private static final String OFFSET = "(Z|[+-]\\d{2}:\\d{2})";
    private static final String FULL_TIME = "T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?";

    static final TextType STRING = new TextType("a string", null, null, text -> text);

    /** The types by their Java class. */
    static final Map<Class<?>, TextType> TYPES = Map.ofEntries(
            Map.entry(String.class, STRING),
            Map.entry(CharSequence.class, STRING),
            Map.entry(OffsetDateTime.class, moment(OffsetDateTime::parse)),
            Map.entry(ZonedDateTime.class, moment(ZonedDateTime::parse)),
            Map.entry(Instant.class, moment(text -> OffsetDateTime.parse(text).toInstant())),
            Map.entry(
                    LocalDate.class, type("an ISO 8601 date, for example 2026-01-31", "date", DATE, LocalDate::parse)),
            Map.entry(
                    LocalTime.class,
                    type("an ISO 8601 time without an offset, for example 18:30:00", null, TIME, LocalTime::parse)),
            Map.entry(
                    LocalDateTime.class,
                    type(
                            "an ISO 8601 date and time without an offset, for example 2026-01-31T18:30:00",
                            null,
                            DATE + "T" + TIME,
                            LocalDateTime::parse)),
            Map.entry(
                    YearMonth.class,
                    type("an ISO 8601 month, for example 2026-01", null, "\\d{4}-\\d{2}", YearMonth::parse)),
            Map.entry(
                    Duration.class,
                    type(
                            "an ISO 8601 duration, for example PT1H30M",
                            null,
                            "PT(?=[-\\d])(-?\\d{1,15}H)?(-?\\d{1,15}M)?(-?\\d{1,15}(\\.\\d{1,9})?S)?",
                            Duration::parse)),
            Map.entry(
                    Period.class,
                    type(
                            "an ISO 8601 period, for example P1Y2M3D",
                            null,
                            "P(?=[-\\d])(-?\\d{1,9}Y)?(-?\\d{1,9}M)?(-?\\d{1,9}D)?",
                            Period::parse)),
            Map.entry(
                    ZoneId.class,
                    type("a time zone, for example Europe/Berlin", null, "[A-Za-z0-9/_+:-]+", ZoneId::of)),
            Map.entry(ZoneOffset.class, type("an offset from UTC, for example +02:00", null, OFFSET, ZoneOffset::of)),
            Map.entry(
                    UUID.class,
                    type(
                            "a UUID, for example 123e4567-e89b-12d3-a456-426614174000",
                            "uuid",
                            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
                            UUID::fromString)),
            Map.entry(
                    URI.class,
                    type(
                            "an absolute URI, for example https://example.org/",
                            "uri",
                            "[A-Za-z][A-Za-z0-9+.-]*:.+",
                            URI::create)),
            Map.entry(Path.class, new TextType("a path", null, null, Path::of)),
            Map.entry(
                    byte[].class,
                    type(
                            "Base64, for example aGVsbG8=",
                            null,
                            "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
                            Base64.getDecoder()::decode)));

    private static TextType moment(Function<String, Object> parse) {
        return type(
                "an ISO 8601 date and time with an offset, for example 2026-01-31T18:30:00+00:00",
                "date-time",
                DATE + FULL_TIME + OFFSET,
                parse);
    }

    private static TextType type(
            String words, @Nullable String format, String pattern, Function<String, Object> parse) {
        return new TextType(words, format, Pattern.compile(pattern), parse);
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        if (!json.isString()) {
            binding.report("Must be " + words, "string_type");
            return null;
        }
        return read(json.stringValue(), binding);
    }

    @Nullable
    Object read(String text, Binding binding) {
        if (pattern == null || pattern.matcher(text).matches()) {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                // reported below, like a text of another form
            }
        }
        binding.report("Must be " + words, "string_format");
        return null;
    }

    @Override
    public void describe(ObjectNode schema, SchemaScope scope) {
        schema.put("type", "string");
        if (format != null) {
            schema.put("format", format);
        } else if (pattern != null) {
            schema.put("pattern", "^" + pattern + "$");
        }
        if (this == TYPES.get(byte[].class)) {
            schema.put("contentEncoding", "base64");
        }
    }

    @Override
    public String textWords() {
        if (this == STRING) {
            return "text";
        }
        return this == TYPES.get(Duration.class) ? "a duration such as 30s, 5m, 2h or PT1H30M" : words;
    }

    @Override
    public JsonNode fromText(String text) {
        return this == TYPES.get(Duration.class) ? TextValues.duration(text) : ValueType.super.fromText(text);
    }
}
