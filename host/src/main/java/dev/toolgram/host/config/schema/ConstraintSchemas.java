package dev.toolgram.host.config.schema;

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

    private static void describe(Annotation constraint, ObjectNode schema) {
        switch (constraint) {
            case Size size -> size(schema, size.min(), size.max());
            case Size.List sizes -> describe(List.of(sizes.value()), schema);
            case NotEmpty _ -> size(schema, 1, Integer.MAX_VALUE);
            case NotBlank _ -> {
                size(schema, 1, Integer.MAX_VALUE);
                pattern(schema, "[^\\x00-\\x20]");
            }
            case Pattern pattern -> pattern(schema, "^(?:" + pattern.regexp() + ")$");
            case Pattern.List patterns -> describe(List.of(patterns.value()), schema);
            case Email _ -> schema.put("format", "email");
            case Min min -> bound(schema, BigDecimal.valueOf(min.value()), true, true);
            case Max max -> bound(schema, BigDecimal.valueOf(max.value()), false, true);
            case Positive _ -> bound(schema, BigDecimal.ZERO, true, false);
            case PositiveOrZero _ -> bound(schema, BigDecimal.ZERO, true, true);
            case Negative _ -> bound(schema, BigDecimal.ZERO, false, false);
            case NegativeOrZero _ -> bound(schema, BigDecimal.ZERO, false, true);
            case DecimalMin min -> bound(schema, new BigDecimal(min.value()), true, min.inclusive());
            case DecimalMax max -> bound(schema, new BigDecimal(max.value()), false, max.inclusive());
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

    /** Sets a bound unless a narrower one is there. Exclusive bounds of integers are avoided: some providers reject them. */
    private static void bound(ObjectNode schema, BigDecimal bound, boolean lower, boolean inclusive) {
        BigDecimal limit = bound;
        boolean closed = inclusive;
        if (schema.path("type").asString("").equals("integer")) {
            limit = bound.setScale(0, lower ? RoundingMode.CEILING : RoundingMode.FLOOR);
            if (!inclusive && limit.compareTo(bound) == 0) {
                limit = limit.add(BigDecimal.valueOf(lower ? 1 : -1));
            }
            closed = true;
        }
        String keyword = lower ? closed ? "minimum" : "exclusiveMinimum" : closed ? "maximum" : "exclusiveMaximum";
        JsonNode present = schema.path(keyword);
        if (!present.isNumber() || limit.compareTo(present.decimalValue()) > 0 == lower) {
            if (limit.stripTrailingZeros().scale() <= 0) {
                schema.put(keyword, limit.toBigInteger());
            } else {
                schema.put(keyword, limit);
            }
        }
    }
}
