package dev.toolgram.host.config;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reports violations of Jakarta Validation in the caller's names. */
final class ConstraintProblems {

    private record Problem(List<Object> path, String message, String type) {}

    private ConstraintProblems() {}

    /**
     * Reports the violations of one record.
     *
     * @param jsonNames the JSON name of a component; the empty string for what is not one
     */
    static void report(
            Set<? extends ConstraintViolation<?>> violations, UnaryOperator<String> jsonNames, Binding binding) {
        if (violations.isEmpty()) {
            return; // as nearly always
        }
        violations.stream()
                .filter(ConstraintProblems::isOwn)
                .map(violation -> problem(violation, jsonNames))
                .sorted(Comparator.comparing(problem -> problem.path() + problem.message()))
                .forEach(problem -> binding.report(problem.path(), problem.message(), problem.type()));
    }

    /** Nested records are validated when they are read, whether or not {@code @Valid} stands there. */
    private static boolean isOwn(ConstraintViolation<?> violation) {
        int properties = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            properties += node.getKind() == ElementKind.PROPERTY ? 1 : 0;
        }
        return properties <= 1;
    }

    private static Problem problem(ConstraintViolation<?> violation, UnaryOperator<String> jsonNames) {
        List<Object> path = new ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                path.add(node.getIndex());
            }
            if (node.getKey() != null) {
                path.add(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY
                    && !jsonNames.apply(node.getName()).isEmpty()) {
                path.add(jsonNames.apply(node.getName()));
            }
        }
        return new Problem(path, message(violation), type(violation));
    }

    /** "Must have 1 to 4096 characters, has 5000". */
    static String size(String unit, int min, int max, int actual) {
        String range = max == Integer.MAX_VALUE ? "at least " + min : min == 0 ? "at most " + max : min + " to " + max;
        return "Must have %s %s, has %d".formatted(range, unit, actual);
    }

    private static String message(ConstraintViolation<?> violation) {
        Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
        Annotation annotation = violation.getConstraintDescriptor().getAnnotation();
        String template = violation.getMessageTemplate();
        if (!template.startsWith("{jakarta.validation.constraints.")) {
            return sentence(violation.getMessage());
        }
        return switch (name(violation)) {
            case "Size" ->
                size(
                        violation.getInvalidValue() instanceof CharSequence ? "characters" : "items",
                        ((Size) annotation).min(),
                        ((Size) annotation).max(),
                        length(violation.getInvalidValue()));
            // The messages of the library hold expressions of a language that is not there.
            case "DecimalMin" -> "Must be greater than " + orEqual(attributes) + attributes.get("value");
            case "DecimalMax" -> "Must be less than " + orEqual(attributes) + attributes.get("value");
            default -> sentence(violation.getMessage());
        };
    }

    private static String orEqual(Map<String, Object> attributes) {
        return Boolean.TRUE.equals(attributes.get("inclusive")) ? "or equal to " : "";
    }

    private static String sentence(String message) {
        return message.isEmpty() ? message : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    private static String name(ConstraintViolation<?> violation) {
        return violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
    }

    private static String type(ConstraintViolation<?> violation) {
        return switch (name(violation)) {
            case "Min", "DecimalMin", "PositiveOrZero" -> "greater_than_equal";
            case "Max", "DecimalMax", "NegativeOrZero" -> "less_than_equal";
            case "Positive" -> "greater_than";
            case "Negative" -> "less_than";
            case "Size" -> {
                Size size = (Size) violation.getConstraintDescriptor().getAnnotation();
                yield (violation.getInvalidValue() instanceof CharSequence ? "string_too_" : "too_")
                        + (length(violation.getInvalidValue()) < size.min() ? "short" : "long");
            }
            case "NotBlank", "NotEmpty" -> "string_too_short";
            case "Pattern" -> "string_pattern_mismatch";
            default -> "value_error";
        };
    }

    private static int length(Object value) {
        return switch (value) {
            case CharSequence text -> Character.codePointCount(text, 0, text.length());
            case Collection<?> items -> items.size();
            case Map<?, ?> entries -> entries.size();
            default -> java.lang.reflect.Array.getLength(value);
        };
    }
}
