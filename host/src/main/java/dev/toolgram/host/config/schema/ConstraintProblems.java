package dev.toolgram.host.config.schema;

import dev.toolgram.api.InputProblem;
import dev.toolgram.host.config.schema.ValueType.Field;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
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
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reports violations of Jakarta Validation in the caller's names. */
final class ConstraintProblems {

    private ConstraintProblems() {}

    /**
     * The violations of one record.
     *
     * @param fields the record's fields
     */
    static List<InputProblem> of(Set<? extends ConstraintViolation<?>> violations, Collection<Field> fields) {
        return violations.stream()
                .filter(ConstraintProblems::isOwn)
                .map(violation -> problem(violation, fields))
                .sorted(Comparator.comparing(InputProblem::toString))
                .toList();
    }

    /** Nested records are validated when they are read, whether or not {@code @Valid} stands there. */
    private static boolean isOwn(ConstraintViolation<?> violation) {
        int properties = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            properties += node.getKind() == ElementKind.PROPERTY ? 1 : 0;
        }
        return properties <= 1;
    }

    private static InputProblem problem(ConstraintViolation<?> violation, Collection<Field> fields) {
        List<Object> path = new ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                path.add(node.getIndex());
            }
            if (node.getKey() != null) {
                path.add(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                fields.stream()
                        .filter(field -> field.component().equals(node.getName()))
                        .forEach(field -> path.add(field.name()));
            }
        }
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        return new InputProblem(path, message(violation, constraint), type(violation.getInvalidValue(), constraint));
    }

    private static String message(ConstraintViolation<?> violation, Annotation constraint) {
        String message = violation.getMessage();
        if (constraint instanceof Size size
                && violation.getMessageTemplate().startsWith("{jakarta.validation.constraints.")) {
            Object value = violation.getInvalidValue();
            message = size(value instanceof CharSequence ? "characters" : "items", size, length(value));
        }
        return message.isEmpty() ? message : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    /** "Must have 1 to 4096 characters, has 5000". */
    static String size(String unit, Size size, int actual) {
        String range = size.max() == Integer.MAX_VALUE
                ? "at least " + size.min()
                : size.min() == 0 ? "at most " + size.max() : size.min() + " to " + size.max();
        return "Must have %s %s, has %d".formatted(range, unit, actual);
    }

    private static String type(Object value, Annotation constraint) {
        return switch (constraint) {
            case Min _, DecimalMin _, PositiveOrZero _ -> "greater_than_equal";
            case Max _, DecimalMax _, NegativeOrZero _ -> "less_than_equal";
            case Positive _ -> "greater_than";
            case Negative _ -> "less_than";
            case Size size ->
                (value instanceof CharSequence ? "string_too_" : "too_")
                        + (length(value) < size.min() ? "short" : "long");
            case NotBlank _, NotEmpty _ -> "string_too_short";
            case Pattern _ -> "string_pattern_mismatch";
            default -> "value_error";
        };
    }

    private static int length(Object value) {
        return switch (value) {
            case CharSequence text -> Character.codePointCount(text, 0, text.length());
            case Collection<?> items -> items.size();
            case Map<?, ?> entries -> entries.size();
            default -> Array.getLength(value);
        };
    }
}
