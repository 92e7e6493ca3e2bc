package dev.toolgram.host.config.schema;

import dev.toolgram.api.InputProblem;
import dev.toolgram.host.config.schema.ValueType.Converted;
import dev.toolgram.host.config.schema.ValueType.Element;
import dev.toolgram.host.config.schema.ValueType.Field;
import dev.toolgram.host.config.schema.ValueType.ListOf;
import dev.toolgram.host.config.schema.ValueType.MapOf;
import dev.toolgram.host.config.schema.ValueType.OneOf;
import dev.toolgram.host.config.schema.ValueType.RecordOf;
import dev.toolgram.host.config.schema.ValueType.Scalar;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON value and reports every problem in it, not only the first. Not thread-safe. */
final class ValueReader {

    private static final int MAX_NAME = 60;

    private final Validator validator;
    private final List<Object> path = new ArrayList<>();
    private final InputProblems problems = new InputProblems();

    ValueReader(Validator validator) {
        this.validator = validator;
    }

    InputProblems problems() {
        return problems;
    }

    private void report(String message, String type) {
        report(new InputProblem(List.of(), message, type));
    }

    /** @param below its path begins at the current place */
    private void report(InputProblem below) {
        List<Object> place = new ArrayList<>(path);
        place.addAll(below.path());
        place.replaceAll(step -> step instanceof String name ? shortened(name) : step);
        problems.add(new InputProblem(place, below.message(), below.type()));
    }

    /** A name from the input, short enough to be repeated. */
    private static String shortened(String name) {
        return name.length() <= MAX_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, MAX_NAME - 1))) + "…";
    }

    /** The value at a field or index of the current place; {@code null} after a problem, or for a permitted null. */
    private @Nullable Object read(Object step, Element element, JsonNode json) {
        path.add(step);
        Object value = null;
        if (!json.isNull()) {
            value = read(element.type(), json);
        } else if (!element.nullable()) {
            report("Must not be null", "null_forbidden");
        }
        path.removeLast();
        return value;
    }

    /** The value of JSON other than {@code null}; {@code null} after a problem was reported. */
    @Nullable
    Object read(ValueType type, JsonNode json) {
        return switch (type) {
            case Scalar scalar -> scalar(scalar, json);
            case Converted converted -> converted(converted, json);
            case ListOf list -> list(list, json);
            case MapOf map -> map(map, json);
            case RecordOf record -> record(record, json, null);
            case OneOf oneOf -> oneOf(oneOf, json);
        };
    }

    private @Nullable Object scalar(Scalar type, JsonNode json) {
        try {
            Object value = type.parse().apply(json);
            if (value == null) {
                report("Must be " + type.words(), type.problem());
            }
            return value;
        } catch (ArithmeticException e) {
            JsonNode min = type.keywords().path("minimum");
            JsonNode max = type.keywords().path("maximum");
            report(
                    min.isNumber() ? "Must be %s from %s to %s".formatted(type.words(), min, max) : "Is out of range",
                    "number_out_of_range");
        } catch (IllegalArgumentException | DateTimeException e) {
            report("Must be " + type.words(), "string_format");
        }
        return null;
    }

    private @Nullable Object converted(Converted type, JsonNode json) {
        Object value = read(type.argument().type(), json);
        try {
            return value == null ? null : type.conversion().convert(value);
        } catch (Throwable e) {
            // The subclasses are the JDK's, and repeat the value, which may be a secret.
            if (e.getClass() == IllegalArgumentException.class) {
                report(String.valueOf(e.getMessage()), "value_error");
            } else {
                report("Does not have the expected form", "string_format");
            }
            return null;
        }
    }

    private @Nullable Object list(ListOf type, JsonNode json) {
        if (!json.isArray()) {
            report("Must be a list", "list_type");
            return null;
        }
        if (type.size() != null && json.size() > type.size().max()) {
            report(ConstraintProblems.size("items", type.size(), json.size()), "too_long");
            return null;
        }
        int before = problems.count();
        List<@Nullable Object> values = new ArrayList<>(json.size());
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < json.size(); i++) {
            int earlier = problems.count();
            values.add(read(i, type.element(), json.get(i)));
            if (type.unique() && !seen.add(canonical(json.get(i))) && problems.count() == earlier) {
                report(new InputProblem(List.of(i), "Must not be in the list twice", "not_unique"));
            }
        }
        return problems.count() == before ? type.collect().apply(values) : null;
    }

    /** Equal for equal JSON values: {@code uniqueItems} compares those, 1.0 and 1 being equal, and not values of Java. */
    private static JsonNode canonical(JsonNode json) {
        return switch (json) {
            case ArrayNode array -> {
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> items.add(canonical(item)));
                yield items;
            }
            case ObjectNode object -> {
                ObjectNode fields = JsonNodeFactory.instance.objectNode();
                object.forEachEntry((name, value) -> fields.set(name, canonical(value)));
                yield fields;
            }
            default ->
                json.isNumber()
                        ? JsonNodeFactory.instance.numberNode(
                                json.decimalValue().stripTrailingZeros())
                        : json;
        };
    }

    private @Nullable Object map(MapOf type, JsonNode json) {
        if (!json.isObject()) {
            report("Must be an object", "dict_type");
            return null;
        }
        int before = problems.count();
        Map<@Nullable Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(json.size());
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String name = entry.getKey();
            Object key = read(name, type.key(), JsonNodeFactory.instance.stringNode(name));
            map.put(key, read(name, type.value(), entry.getValue()));
        }
        return problems.count() == before ? Collections.unmodifiableMap(map) : null;
    }

    private @Nullable Object oneOf(OneOf type, JsonNode json) {
        JsonNode name = json.path(type.discriminator());
        RecordOf chosen = name.isString() ? type.records().get(name.stringValue()) : null;
        if (chosen != null) {
            return record(chosen, json, type.discriminator());
        }
        List<Object> place = List.of(type.discriminator());
        if (!json.isObject()) {
            report("Must be an object", "model_type");
        } else if (name.isMissingNode()) {
            report(new InputProblem(place, "Field required", "missing"));
        } else {
            report(new InputProblem(
                    place, "Must be one of " + String.join(", ", type.records().keySet()), "enum"));
        }
        return null;
    }

    /** @param discriminator a field that says which record this is, and is none of its components */
    private @Nullable Object record(RecordOf type, JsonNode json, @Nullable String discriminator) {
        if (!(json instanceof ObjectNode object)) {
            report("Must be an object", "model_type");
            return null;
        }
        int before = problems.count();
        Map<String, Field> fields = type.fields();
        for (String name : object.propertyNames()) {
            if (!fields.containsKey(name) && !name.equals(discriminator)) {
                String known =
                        fields.isEmpty() ? "there are none" : "known fields: " + String.join(", ", fields.keySet());
                report(new InputProblem(List.of(name), "Unknown field; " + known, "extra_forbidden"));
            }
        }
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        int index = 0;
        for (Field field : fields.values()) {
            values[index++] = value(field, object.get(field.name()));
        }
        if (problems.count() == before) {
            return construct(type, values);
        }
        // There will be no record; the limits of the values that could be read are reported all the same.
        index = 0;
        for (Field field : fields.values()) {
            Object value = values[index++];
            if (value != null) {
                report(validator.validateValue(type.type(), field.component(), value), type);
            }
        }
        return null;
    }

    private @Nullable Object value(Field field, @Nullable JsonNode given) {
        JsonNode json = given == null || given.isNull() ? field.defaultValue() : given;
        if (json != null) {
            return read(field.name(), field.element(), json);
        }
        if (field.optional()) {
            return field.absent();
        }
        report(
                given == null
                        ? new InputProblem(List.of(field.name()), "Field required", "missing")
                        : new InputProblem(List.of(field.name()), "Must not be null", "null_forbidden"));
        return null;
    }

    /** The record's own constructor may reject values, too; its message is meant for the caller. */
    private @Nullable Object construct(RecordOf type, @Nullable Object[] values) {
        Object made;
        try {
            made = (Object) type.constructor().invokeExact(values);
        } catch (IllegalArgumentException e) {
            report(String.valueOf(e.getMessage()), "value_error");
            return null;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "The constructor of %s failed".formatted(type.type().getName()), e);
        }
        int before = problems.count();
        report(validator.validate(made), type);
        return problems.count() == before ? made : null;
    }

    private void report(Set<? extends ConstraintViolation<?>> violations, RecordOf type) {
        if (!violations.isEmpty()) {
            ConstraintProblems.of(violations, type.fields().values()).forEach(this::report);
        }
    }

    /**
     * Reads the default of a field.
     *
     * @throws IllegalArgumentException if it does not fit the field
     */
    void checkDefault(Field field, RecordOf type) {
        if (field.defaultValue() == null) {
            return;
        }
        Object value = read(field.name(), field.element(), field.defaultValue());
        if (value != null) {
            report(validator.validateValue(type.type(), field.component(), value), type);
        }
        if (problems.count() > 0) {
            InputProblem first = problems.toList().getFirst();
            throw new IllegalArgumentException("the default '%s' of '%s' in %s does not fit: %s"
                    .formatted(
                            field.defaultText(),
                            field.component(),
                            type.type().getName(),
                            first.path().size() == 1 ? first.message() : first));
        }
    }
}
