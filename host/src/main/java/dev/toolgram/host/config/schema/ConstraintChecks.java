package dev.toolgram.host.config.schema;

import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds mistakes in the constraints of a type, which otherwise its first caller would meet. */
final class ConstraintChecks {

    private static final List<String> BOUNDS = List.of("imum", "Length", "Items", "Properties");
    private static final java.util.regex.Pattern VARIABLE = java.util.regex.Pattern.compile("\\{([^{}]*)}");
    private static final java.util.regex.Pattern ONLY_JAVA = java.util.regex.Pattern.compile(
            "\\\\[AzZGQEhHRX]|\\(\\?[a-zA-Z>-]|[*+?}]\\+|\\\\p\\{(Alpha|Lower|Upper|Alnum"
                    + "|Digit|Punct|Space|Blank|ASCII|Graph|Print|Cntrl|XDigit|java\\w+|Is\\w+|In\\w+)}|&&");

    private ConstraintChecks() {}

    /**
     * Checks the constraints of one type.
     *
     * @param nullable whether it may be {@code null}
     * @param keywords its schema, with the constraints
     * @throws IllegalArgumentException if a constraint is a mistake; the message says why
     */
    static void check(Class<?> type, List<Annotation> constraints, boolean nullable, ObjectNode keywords) {
        constraints.forEach(each -> check(type, each, nullable));
        for (String bound : BOUNDS) {
            JsonNode min = keywords.path("min" + bound);
            JsonNode max = keywords.path("max" + bound);
            if (min.isNumber() && max.isNumber() && min.decimalValue().compareTo(max.decimalValue()) > 0) {
                throw new IllegalArgumentException(
                        "no value fits its limits: at least %s and at most %s".formatted(min, max));
            }
        }
    }

    private static void check(Class<?> type, Annotation constraint, boolean nullable) {
        String name = "@" + constraint.annotationType().getSimpleName();
        String use = switch (constraint) {
            case Pattern _, NotBlank _, Email _ -> isText(type) ? null : "a String";
            case Size _, NotEmpty _ -> isText(type) || hasSize(type) ? null : "a String, a list, a map or an array";
            case Min _, Max _, DecimalMin _, DecimalMax _, Digits _ -> isNumber(type) ? null : "a number";
            case Positive _, PositiveOrZero _, Negative _, NegativeOrZero _ -> isNumber(type) ? null : "a number";
            case AssertTrue _, AssertFalse _ -> type == boolean.class || type == Boolean.class ? null : "a boolean";
            case Past _, PastOrPresent _, Future _, FutureOrPresent _ ->
                Temporal.class.isAssignableFrom(type) ? null : "a date or a time";
            default -> null;
        };
        if (use != null) {
            throw new IllegalArgumentException(
                    "%s does not fit %s: use it on %s".formatted(name, type.getSimpleName(), use));
        }
        if (nullable
                && (constraint instanceof NotNull
                        || constraint instanceof NotEmpty
                        || constraint instanceof NotBlank)) {
            throw new IllegalArgumentException(
                    "%s forbids the null of an optional value: remove it, or use @Size(min = 1) or @Pattern"
                            .formatted(name));
        }
        if (constraint instanceof Pattern pattern) {
            check(pattern);
        }
        checkMessage(constraint, name);
    }

    private static boolean isText(Class<?> type) {
        return CharSequence.class.isAssignableFrom(type);
    }

    private static boolean hasSize(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class && type != char.class;
    }

    /** Clients compile the published expression as one of JavaScript. */
    private static void check(Pattern pattern) {
        if (pattern.flags().length > 0) {
            throw new IllegalArgumentException(
                    "a schema has no flags for a @Pattern: write the regexp without them, for example [Aa]");
        }
        try {
            java.util.regex.Pattern.compile(pattern.regexp());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the regexp '%s' is invalid: %s".formatted(pattern.regexp(), e.getDescription()), e);
        }
        Matcher only = ONLY_JAVA.matcher(pattern.regexp().replace("\\\\", "  "));
        if (only.find()) {
            throw new IllegalArgumentException("the regexp '%s' cannot be published: '%s' is not JavaScript's, too"
                    .formatted(pattern.regexp(), only.group()));
        }
    }

    /** Variables that Jakarta Validation would leave as they are. */
    private static void checkMessage(Annotation constraint, String name) {
        String message = attribute(constraint, "message") instanceof String text ? text : "";
        if (message.startsWith("{jakarta.validation.") || message.startsWith("{org.hibernate.validator.")) {
            return;
        }
        Matcher variable = VARIABLE.matcher(message);
        while (variable.find()) {
            boolean expression = variable.start() > 0 && message.charAt(variable.start() - 1) == '$';
            if (expression || attribute(constraint, variable.group(1)) == null) {
                throw new IllegalArgumentException("the message of %s has '%s', which is not an attribute of it: %s"
                        .formatted(name, (expression ? "$" : "") + variable.group(), "write the text itself"));
            }
        }
    }

    private static @Nullable Object attribute(Annotation annotation, String name) {
        try {
            return annotation.annotationType().getMethod(name).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
