package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.host.config.JsonNames;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Jakarta Validation of an input record, told in the caller's names. */
final class InputValidator {

    private final Validator validator;
    private final Class<? extends Record> type;

    InputValidator(Validator validator, Class<? extends Record> type) {
        this.validator = validator;
        this.type = type;
        // The first look at a class is the slow one: take it when the plugin starts.
        validator.getConstraintsForClass(type).isBeanConstrained();
    }

    void check(Record input, List<InputProblem> problems) {
        tell(validator.validate(input), problems);
    }

    /** Checks one component of a record that cannot be made. */
    void check(String component, Object value, List<InputProblem> problems) {
        tell(validator.validateValue(type, component, value), problems);
    }

    private static void tell(Set<? extends ConstraintViolation<?>> violations, List<InputProblem> problems) {
        violations.stream()
                .map(InputValidator::problem)
                .sorted((first, second) -> first.location().compareTo(second.location()))
                .forEach(problems::add);
    }

    private static InputProblem problem(ConstraintViolation<?> violation) {
        List<Object> path = new ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                path.add(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                path.add(JsonNames.snake(node.getName()));
            }
        }
        return new InputProblem(path, sentence(violation.getMessage()), type(violation));
    }

    private static String sentence(String message) {
        return message.isEmpty() ? message : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    private static String type(ConstraintViolation<?> violation) {
        Class<? extends Annotation> constraint =
                violation.getConstraintDescriptor().getAnnotation().annotationType();
        return switch (constraint.getSimpleName()) {
            case "Min", "DecimalMin" -> "greater_than_equal";
            case "Max", "DecimalMax" -> "less_than_equal";
            case "Positive" -> "greater_than";
            case "Size" -> size(violation);
            case "NotBlank", "NotEmpty" -> "string_too_short";
            case "Pattern" -> "string_pattern_mismatch";
            default -> "value_error";
        };
    }

    private static String size(ConstraintViolation<?> violation) {
        String subject = violation.getInvalidValue() instanceof CharSequence ? "string_too_" : "too_";
        int length = switch (violation.getInvalidValue()) {
            case CharSequence text -> text.length();
            case java.util.Collection<?> items -> items.size();
            default -> Integer.MAX_VALUE;
        };
        Object min = violation.getConstraintDescriptor().getAttributes().get("min");
        return subject + (min instanceof Integer least && length < least ? "short" : "long");
    }
}
