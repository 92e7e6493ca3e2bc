package dev.toolgram.host.tool;

import dev.toolgram.host.tool.GeneratedType.Alternatives;
import dev.toolgram.host.tool.GeneratedType.Entries;
import dev.toolgram.host.tool.GeneratedType.Field;
import dev.toolgram.host.tool.GeneratedType.Fields;
import dev.toolgram.host.tool.GeneratedType.Items;
import dev.toolgram.host.tool.GeneratedType.Maybe;
import dev.toolgram.host.tool.GeneratedType.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes random types, at most four levels deep, and the Java source that declares them. */
@NullMarked
final class GeneratedTypes {

    static final String HEADER = """
            package generated;
            import com.fasterxml.jackson.annotation.*;
            import dev.toolgram.api.schema.DefaultValue;
            import jakarta.validation.constraints.*;
            import java.math.*;
            import java.net.URI;
            import java.time.*;
            import java.util.*;
            import org.jspecify.annotations.Nullable;
            import tools.jackson.databind.JsonNode;
            enum Colour {
                RED, @JsonProperty("dark-blue") DARK_BLUE, green;
                @Override public String toString() { return "the colour " + ordinal(); }
            }
            """;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 4;
    private static final String LETTERS = "abc XYZ_0😀é\"\n";

    private static final List<Scalar> KEYS = List.of(
            text("String", random -> letters(random, 0, 4)),
            text("@Size(min = 1, max = 3) String", random -> letters(random, 1, 3)),
            text("Integer", random -> "" + random.nextInt(-999_999_999, 1_000_000_000)),
            text("Long", random -> "" + random.nextLong(-99_999_999_999L, 99_999_999_999L)),
            text("Colour", GeneratedTypes::colour),
            text("UUID", random -> new UUID(random.nextLong(), random.nextLong()).toString()),
            text("LocalDate", GeneratedTypes::date),
            moment("Instant"),
            moment("OffsetDateTime"),
            text("LocalTime", GeneratedTypes::time, GeneratedTypes::withoutZeros));

    private static final List<Scalar> SCALARS = List.of(
            text("String", random -> letters(random, 0, 4)),
            text("@Size(min = 1, max = 3) String", random -> letters(random, 1, 3)),
            text("@NotBlank String", random -> "a" + letters(random, 0, 2)),
            text("@NotEmpty String", random -> letters(random, 1, 2)),
            text("@Pattern(regexp = \"[a-c]{2}|x\") String", random -> random.nextBoolean() ? "x" : "cb"),
            text("Colour", GeneratedTypes::colour),
            text("UUID", random -> new UUID(random.nextLong(), random.nextLong()).toString()),
            text("URI", random -> "https://example.org/" + random.nextInt(100)),
            text(
                    "byte[]",
                    random -> base64(new BigInteger(random.nextInt(40), random).toByteArray()),
                    text -> base64(Base64.getDecoder().decode(text))),
            scalar("Boolean", random -> JSON.booleanNode(random.nextBoolean())),
            number("Byte", random -> BigDecimal.valueOf(random.nextInt(-128, 128))),
            number("Short", random -> BigDecimal.valueOf(random.nextInt(-32768, 32768))),
            number("Integer", random -> BigDecimal.valueOf(random.nextInt())),
            number("Long", random -> BigDecimal.valueOf(random.nextLong())),
            number("@Min(-3) @Max(9) Integer", random -> BigDecimal.valueOf(random.nextInt(-3, 10))),
            number("@Positive Long", random -> BigDecimal.valueOf(random.nextLong(1, Long.MAX_VALUE))),
            number("@NegativeOrZero Short", random -> BigDecimal.valueOf(-random.nextInt(9))),
            number("BigInteger", random -> new BigDecimal(new BigInteger(90, random))),
            number("Double", random -> BigDecimal.valueOf(random.nextInt(), 4)),
            number("Float", random -> BigDecimal.valueOf(random.nextInt(64), 2).multiply(BigDecimal.valueOf(25))),
            // Below a long: beyond, the independent validator cannot compare a fraction with an integer's limits.
            number("BigDecimal", random -> new BigDecimal(new BigInteger(90, random), random.nextInt(13, 30))),
            number(
                    "@DecimalMin(\"0.5\") @DecimalMax(value = \"2\", inclusive = false) BigDecimal",
                    random -> new BigDecimal(random.nextInt(50, 200)).movePointLeft(2)),
            moment("Instant"),
            moment("OffsetDateTime"),
            moment("ZonedDateTime"),
            text("LocalDate", GeneratedTypes::date),
            text("LocalTime", GeneratedTypes::time, GeneratedTypes::withoutZeros),
            text("YearMonth", random -> date(random).substring(0, 7)),
            text(
                    "Duration",
                    random -> "PT" + random.nextInt(1, 9) + "H" + fraction(random.nextInt(1, 60) + "", random) + "S",
                    text -> Duration.parse(text).toString()),
            new Scalar(
                    "LocalDateTime",
                    random -> JSON.stringNode(date(random) + "T" + time(random)),
                    json -> JSON.stringNode(withoutZeros(json.stringValue())),
                    json -> !json.isString() || parses(LocalDateTime::parse, json.stringValue())),
            new Scalar(
                    "ZoneId",
                    random -> JSON.stringNode(random.nextBoolean() ? "Europe/Berlin" : "America/New_York"),
                    json -> json,
                    json -> !json.isString() || parses(ZoneId::of, json.stringValue())),
            new Scalar(
                    "JsonNode",
                    random -> random.nextBoolean()
                            ? JSON.stringNode("x")
                            : JSON.objectNode().put("y", 1),
                    json -> json,
                    json -> !json.isNull()));

    private final Random random;
    private final StringBuilder sources = new StringBuilder(HEADER);
    private int count;

    GeneratedTypes(Random random) {
        this.random = random;
    }

    /** The source of everything that was made. */
    String sources() {
        return sources.toString();
    }

    /** A record with one to five components. */
    Fields record() {
        return record(1, "");
    }

    private Fields record(int depth, String rest) {
        String name = "Type" + count++;
        List<Field> fields = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            fields.add(field(i, type(depth + 1, true)));
        }
        String source =
                "record %s(%s)%s { public int getMore() { return 1; } public boolean isEmpty() { return true; } }%n"
                        .formatted(
                                name,
                                String.join(
                                        ", ", fields.stream().map(Field::source).toList()),
                                rest);
        sources.append(source);
        return new Fields(name, fields, source);
    }

    private Field field(int number, GeneratedType type) {
        boolean renamed = random.nextInt(4) == 0;
        String name = renamed
                ? "x-" + number
                : List.of("some_text", "a", "url", "reply_to_id", "b2").get(number - 1);
        String component = renamed
                ? "renamed" + number
                : List.of("someText", "a", "URL", "replyToID", "b2").get(number - 1);
        String annotations = renamed ? "@JsonProperty(\"%s\") ".formatted(name) : "";
        String java = type.java();
        if (type instanceof Maybe) {
            return new Field(name, annotations + java + " " + component, type, true, null);
        }
        if (mayBeNull(type)) {
            return new Field(name, annotations + GeneratedType.nullable(java) + " " + component, type, true, null);
        }
        return switch (random.nextInt(3)) {
            case 0 -> {
                JsonNode fallback = type.value(random);
                String text =
                        fallback.isString() && !java.equals("JsonNode") ? fallback.stringValue() : fallback.toString();
                String literal = JsonMapper.shared().writeValueAsString(text);
                yield new Field(
                        name,
                        "%s@DefaultValue(%s) %s %s".formatted(annotations, literal, java, component),
                        type,
                        true,
                        fallback);
            }
            default -> new Field(name, annotations + unboxed(java) + " " + component, type, false, null);
        };
    }

    private String unboxed(String java) {
        return random.nextBoolean()
                ? java
                : java.replaceAll("\\bInteger$", "int")
                        .replaceAll("\\b(Byte|Short|Long|Double|Float|Boolean)$", "$1#")
                        .transform(text -> text.endsWith("#")
                                ? text.substring(0, text.lastIndexOf(' ') + 1)
                                        + text.substring(text.lastIndexOf(' ') + 1, text.length() - 1)
                                                .toLowerCase(Locale.ROOT)
                                : text);
    }

    private GeneratedType type(int depth, boolean component) {
        int choice = depth > MAX_DEPTH ? 9 : random.nextInt(14);
        return switch (choice) {
            case 0 -> items("", "List", depth, 0);
            case 1 -> items("@Size(min = 1, max = 3) ", "List", depth, 1);
            case 2 -> items("", "Set", depth, 0);
            case 3 -> new Items("", "[]", plain(), random.nextInt(3) == 0, 0);
            case 4 -> {
                GeneratedType element = type(depth + 1, false);
                yield new Entries(
                        random.nextBoolean() ? "@Size(max = 2) " : "", pick(KEYS), element, mayBeNull(element));
            }
            case 5, 6 -> record(depth, "");
            case 7 -> {
                Alternatives alternatives = alternatives(depth);
                // A permitted record by itself is one as every other: without the discriminator.
                yield random.nextInt(4) == 0
                        ? alternatives.records().values().iterator().next()
                        : alternatives;
            }
            case 8 -> component ? maybe(depth) : pick(SCALARS);
            default -> pick(SCALARS);
        };
    }

    private Items items(String constraint, String container, int depth, int min) {
        // Sets in another order are equal in Java and not in JSON.
        GeneratedType element = container.equals("Set") ? pick(SCALARS) : type(depth + 1, false);
        return new Items(constraint, container, element, mayBeNull(element), min);
    }

    /** {@code @NotBlank} and {@code @NotEmpty} forbid null. */
    private boolean mayBeNull(GeneratedType type) {
        return !type.java().startsWith("@Not") && random.nextInt(4) == 0;
    }

    /** Jakarta's annotations of an array's type are meant for the array. */
    private Scalar plain() {
        Scalar scalar = pick(SCALARS);
        return scalar.java().contains("@") || scalar.java().endsWith("[]") ? plain() : scalar;
    }

    private GeneratedType maybe(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> new Maybe("OptionalInt", scalar("Integer"));
            case 1 -> new Maybe("OptionalLong", scalar("Long"));
            case 2 -> new Maybe("OptionalDouble", scalar("Double"));
            default -> {
                GeneratedType element = type(depth + 1, false);
                if (element.java().startsWith("@Not")) {
                    element = scalar("String"); // Jakarta validates an empty Optional as null
                }
                yield new Maybe("Optional<" + element.java() + ">", element);
            }
        };
    }

    private Alternatives alternatives(int depth) {
        String name = "Type" + count++;
        boolean annotated = random.nextBoolean();
        Map<String, Fields> records = new LinkedHashMap<>();
        List<String> subtypes = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Fields record = record(depth, " implements " + name);
            String shown = record.java().toLowerCase(Locale.ROOT);
            records.put(annotated ? "is-" + shown : shown, record);
            subtypes.add("@JsonSubTypes.Type(value = %s.class, name = \"is-%s\")".formatted(record.java(), shown));
        }
        String permits =
                String.join(", ", records.values().stream().map(Fields::java).toList());
        String annotations = annotated
                ? "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = \"kind\") @JsonSubTypes({%s}) "
                        .formatted(String.join(", ", subtypes))
                : "";
        String source = "%ssealed interface %s permits %s {}%n".formatted(annotations, name, permits);
        sources.append(source);
        return new Alternatives(name, annotated ? "kind" : "type", records, source);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static Scalar scalar(String java) {
        return SCALARS.stream()
                .filter(each -> each.java().equals(java))
                .findFirst()
                .orElseThrow();
    }

    private static Scalar scalar(String java, Function<Random, JsonNode> values) {
        return new Scalar(java, values, json -> json, _ -> true);
    }

    private static Scalar text(String java, Function<Random, String> values) {
        return scalar(java, random -> JSON.stringNode(values.apply(random)));
    }

    private static Scalar text(String java, Function<Random, String> values, UnaryOperator<String> canonical) {
        return new Scalar(
                java,
                random -> JSON.stringNode(values.apply(random)),
                json -> JSON.stringNode(canonical.apply(json.stringValue())),
                _ -> true);
    }

    private static Scalar number(String java, Function<Random, BigDecimal> values) {
        return scalar(java, random -> JSON.numberNode(values.apply(random)));
    }

    /** Written with the offset it was given, or that of UTC, and an instant in UTC; never with a {@code Z}. */
    private static Scalar moment(String java) {
        return text(
                java,
                random -> date(random)
                        + (random.nextInt(5) == 0
                                ? ""
                                : "T" + time(random)
                                        + List.of("Z", "+00:00", "-03:30", "+14:00", "")
                                                .get(random.nextInt(5))),
                text -> {
                    String time = text.contains("T") ? text : text + "T00:00:00";
                    OffsetDateTime moment = time.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(time)
                            : LocalDateTime.parse(time).atOffset(ZoneOffset.UTC);
                    OffsetDateTime shown =
                            java.equals("Instant") ? moment.withOffsetSameInstant(ZoneOffset.UTC) : moment;
                    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(shown).replace("Z", "+00:00");
                });
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static boolean parses(Function<String, ?> parse, String text) {
        try {
            var _ = parse.apply(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String letters(Random random, int min, int max) {
        int[] letters = LETTERS.codePoints().toArray();
        return random.ints(random.nextInt(min, max + 1), 0, letters.length)
                .map(index -> letters[index])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String colour(Random random) {
        return List.of("RED", "dark-blue", "green").get(random.nextInt(3));
    }

    private static String date(Random random) {
        return "%04d-%02d-%02d".formatted(random.nextInt(1, 3000), random.nextInt(1, 13), random.nextInt(1, 29));
    }

    private static String time(Random random) {
        return "%02d:%02d:".formatted(random.nextInt(24), random.nextInt(60))
                + fraction("%02d".formatted(random.nextInt(60)), random);
    }

    /** Of the seconds. */
    private static String withoutZeros(String time) {
        return time.contains(".") ? time.replaceFirst("\\.?0+$", "") : time;
    }

    private static String fraction(String seconds, Random random) {
        return random.nextBoolean()
                ? seconds
                : seconds + "." + List.of("5", "001", "123456789").get(random.nextInt(3));
    }
}
