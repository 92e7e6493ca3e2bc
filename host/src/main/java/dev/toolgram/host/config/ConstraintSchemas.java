package dev.toolgram.host.config;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keywords of JSON Schema for constraints of Jakarta Validation. */
final class ConstraintSchemas {

    private ConstraintSchemas() {}

    /** Adds the keywords for a type whose own keywords are there already. */
    static void describe(List<Annotation> constraints, ObjectNode schema) {
        for (Annotation constraint : constraints) {
            describe(constraint, schema);
        }
    }

    /** The {@code @Size} among them. */
    static @Nullable Size size(List<Annotation> constraints) {
        for (Annotation constraint : constraints) {
            if (constraint instanceof Size size) {
                return size;
            }
        }
        return null;
    }

    private static void describe(Annotation constraint, ObjectNode schema) {
        boolean integer = schema.path("type").asString("").equals("integer");
        switch (constraint) {
            case Size size -> size(schema, size.min(), size.max());
            case Size.List sizes -> describe(List.of(sizes.value()), schema);
            case NotEmpty _ -> size(schema, 1, Integer.MAX_VALUE);
            case NotBlank _ -> {
                size(schema, 1, Integer.MAX_VALUE);
                pattern(schema, "[^\\x00-\\x20]");
            }
            case Pattern pattern -> {
                if (pattern.flags().length == 0) {
                    pattern(schema, "^(?:" + pattern.regexp() + ")$");
                }
            }
            case Pattern.List patterns -> describe(List.of(patterns.value()), schema);
            case Email _ -> schema.put("format", "email");
            case Min min -> atLeast(schema, BigDecimal.valueOf(min.value()), true, integer);
            case Max max -> atMost(schema, BigDecimal.valueOf(max.value()), true, integer);
            case Positive _ -> atLeast(schema, BigDecimal.ZERO, false, integer);
            case PositiveOrZero _ -> atLeast(schema, BigDecimal.ZERO, true, integer);
            case Negative _ -> atMost(schema, BigDecimal.ZERO, false, integer);
            case NegativeOrZero _ -> atMost(schema, BigDecimal.ZERO, true, integer);
            case DecimalMin min -> atLeast(schema, new BigDecimal(min.value()), min.inclusive(), integer);
            case DecimalMax max -> atMost(schema, new BigDecimal(max.value()), max.inclusive(), integer);
            default -> {}
        }
    }

    private static void size(ObjectNode schema, int min, int max) {
        String subject = switch (schema.path("type").asString("")) {
            case "string" -> "Length";
            case "array" -> "Items";
            default -> "Properties";
        };
        if (min > schema.path("min" + subject).asInt(0)) {
            schema.put("min" + subject, min);
        }
        if (max < schema.path("max" + subject).asInt(Integer.MAX_VALUE)) {
            schema.put("max" + subject, max);
        }
    }

    private static void pattern(ObjectNode schema, String pattern) {
        if (schema.has("pattern")) {
            schema.withArray("allOf").addObject().put("pattern", pattern);
        } else {
            schema.put("pattern", pattern);
        }
    }

    /** An integer has a smallest one above every bound: some model providers know no exclusive bounds. */
    private static void atLeast(ObjectNode schema, BigDecimal bound, boolean inclusive, boolean integer) {
        if (integer) {
            BigDecimal least = bound.setScale(0, RoundingMode.CEILING);
            limit(schema, "minimum", !inclusive && least.compareTo(bound) == 0 ? least.add(BigDecimal.ONE) : least, 1);
        } else {
            limit(schema, inclusive ? "minimum" : "exclusiveMinimum", bound, 1);
        }
    }

    private static void atMost(ObjectNode schema, BigDecimal bound, boolean inclusive, boolean integer) {
        if (integer) {
            BigDecimal most = bound.setScale(0, RoundingMode.FLOOR);
            limit(
                    schema,
                    "maximum",
                    !inclusive && most.compareTo(bound) == 0 ? most.subtract(BigDecimal.ONE) : most,
                    -1);
        } else {
            limit(schema, inclusive ? "maximum" : "exclusiveMaximum", bound, -1);
        }
    }

    /** Sets a bound unless a narrower one is there. */
    private static void limit(ObjectNode schema, String keyword, BigDecimal bound, int direction) {
        JsonNode present = schema.path(keyword);
        if (!present.isNumber() || Integer.signum(bound.compareTo(present.decimalValue())) == direction) {
            if (bound.stripTrailingZeros().scale() <= 0) {
                schema.put(keyword, bound.toBigInteger());
            } else {
                schema.put(keyword, bound);
            }
        }
    }
}
