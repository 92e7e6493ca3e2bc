package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.JsonEnums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * The words for what is wrong with an input. Jackson's own messages name Java classes, which tell a caller nothing. The
 * types are those of the validator behind the system that Toolgram re-implements, so its clients recognise them.
 */
final class InputProblems {

    private InputProblems() {}

    static InputProblem unknown(String field, Collection<String> known) {
        String hint = known.isEmpty() ? "this tool takes no fields" : "known fields: " + String.join(", ", known);
        return new InputProblem(List.of(field), "Unknown field; " + hint, "extra_forbidden");
    }

    static InputProblem missing(String field) {
        return new InputProblem(List.of(field), "Field required", "missing");
    }

    static InputProblem notNull(String field, boolean hasDefault) {
        String hint = hasDefault ? "; leave the field out for its default" : "";
        return new InputProblem(List.of(field), "Must not be null" + hint, "null_forbidden");
    }

    static InputProblem brokenText(String field) {
        return new InputProblem(
                List.of(field), "Contains half of a surrogate pair, which is no character", "string_unicode");
    }

    /** Whether a lone surrogate is anywhere in it: it cannot be written as UTF-8. */
    static boolean hasBrokenText(JsonNode json) {
        if (json.isString()) {
            String text = json.stringValue();
            return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        }
        return json.isContainer() && json.valueStream().anyMatch(InputProblems::hasBrokenText);
    }

    static InputProblem wrongType(String field, JavaType type, JacksonException failure) {
        List<Object> path = new ArrayList<>(List.of(field));
        Class<?> expected = type.getRawClass();
        if (failure instanceof DatabindException located) {
            located.getPath()
                    .forEach(step -> path.add(
                            step.getPropertyName() == null ? (Object) step.getIndex() : step.getPropertyName()));
        }
        if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            expected = mismatch.getTargetType();
        }
        if (failure instanceof InvalidNullException) {
            return new InputProblem(path, "Must not be null", "null_forbidden");
        }
        if (failure instanceof UnrecognizedPropertyException) {
            return new InputProblem(path, "Unknown field", "extra_forbidden");
        }
        if (path.size() > 1 && path.getLast() instanceof Integer && type.getContentType() != null) {
            expected = type.getContentType().getRawClass();
        }
        if (failure instanceof InputCoercionException
                || String.valueOf(failure.getMessage()).contains("out of range")) {
            return new InputProblem(path, "Is out of range", "number_out_of_range");
        }
        return describe(path, expected);
    }

    private static InputProblem describe(List<Object> path, Class<?> expected) {
        if (expected == ChatReference.class) {
            return new InputProblem(path, "Must be a string or an integer", "chat_type");
        }
        if (expected.isEnum()) {
            return new InputProblem(path, "Must be one of " + valuesOf(expected), "enum");
        }
        if (expected == boolean.class || expected == Boolean.class) {
            return new InputProblem(path, "Must be true or false", "bool_type");
        }
        if (expected == int.class || expected == Integer.class || expected == long.class || expected == Long.class) {
            return new InputProblem(path, "Must be an integer", "int_type");
        }
        if (expected.isPrimitive() || Number.class.isAssignableFrom(expected)) {
            return new InputProblem(path, "Must be a number", "float_type");
        }
        if (CharSequence.class.isAssignableFrom(expected)) {
            return new InputProblem(path, "Must be a string", "string_type");
        }
        if (Collection.class.isAssignableFrom(expected) || expected.isArray()) {
            return new InputProblem(path, "Must be a list", "list_type");
        }
        return new InputProblem(path, "Does not have the form that the schema asks for", "model_type");
    }

    private static String valuesOf(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(constant -> JsonEnums.nameOf((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }
}
