package dev.toolgram.host.tool;

import dev.toolgram.api.InputProblem;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.host.config.DefaultValues;
import dev.toolgram.host.config.JsonNames;
import jakarta.validation.Validator;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a tool's input record from JSON. It goes through the record's components itself, rather than leaving the whole
 * object to Jackson, so that the caller hears of every problem at once and not only of the first.
 *
 * @param <I> the input
 */
final class InputBinder<I extends Record> {

    private record Field(
            String name,
            String component,
            JavaType type,
            boolean nullable,
            @Nullable JsonNode defaultValue) {}

    private final JsonMapper mapper;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Constructor<I> constructor;
    private final InputValidator validator;

    InputBinder(Class<I> type, JsonMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = new InputValidator(validator, type);
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            String name = JsonNames.of(component);
            fields.put(
                    name,
                    new Field(
                            name,
                            component.getName(),
                            mapper.constructType(component.getGenericType()),
                            JsonNames.isNullable(component),
                            defaultOf(component)));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no canonical constructor", e);
        }
    }

    private @Nullable JsonNode defaultOf(RecordComponent component) {
        DefaultValue value = JsonNames.defaultOf(component);
        if (value == null) {
            return null;
        }
        JsonNode json = mapper.valueToTree(DefaultValues.parse(value.value(), component.getType()));
        try {
            // Read once now, so that a default that cannot be read refuses the plugin and not its first caller.
            Object _ = mapper.treeToValue(json, mapper.constructType(component.getGenericType()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "default '%s' does not fit field '%s'".formatted(value.value(), component.getName()), e);
        }
        return json;
    }

    /**
     * The record.
     *
     * @throws ToolException {@code INVALID_INPUT} with every problem
     */
    I bind(ObjectNode arguments) {
        List<InputProblem> problems = new ArrayList<>();
        for (String given : arguments.propertyNames()) {
            if (!fields.containsKey(given)) {
                problems.add(InputProblems.unknown(given, fields.keySet()));
            }
        }
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        int index = 0;
        for (Field field : fields.values()) {
            values[index++] = value(field, arguments.get(field.name()), problems);
        }
        if (problems.isEmpty()) {
            I input = construct(values, problems);
            if (input != null) {
                validator.check(input, problems);
                if (problems.isEmpty()) {
                    return input;
                }
            }
        } else {
            checkEach(values, problems);
        }
        throw ToolException.invalidInput(problems);
    }

    /** There will be no record, and still the caller is to hear of the limits of what could be read. */
    private void checkEach(@Nullable Object[] values, List<InputProblem> problems) {
        int index = 0;
        for (Field field : fields.values()) {
            Object value = values[index++];
            if (value != null) {
                validator.check(field.component(), value, problems);
            }
        }
    }

    private @Nullable Object value(Field field, @Nullable JsonNode given, List<InputProblem> problems) {
        JsonNode json = given == null ? field.defaultValue() : given;
        if (json == null) {
            if (!field.nullable()) {
                problems.add(InputProblems.missing(field.name()));
            }
            return null;
        }
        if (json.isNull()) {
            if (!field.nullable()) {
                problems.add(InputProblems.notNull(field.name(), field.defaultValue() != null));
            }
            return null;
        }
        if (InputProblems.hasBrokenText(json)) {
            problems.add(InputProblems.brokenText(field.name()));
            return null;
        }
        try {
            return mapper.treeToValue(json, field.type());
        } catch (JacksonException e) {
            problems.add(InputProblems.wrongType(field.name(), field.type(), e));
            return null;
        }
    }

    /** The record's own constructor may check too; what it says is meant for the caller. */
    private @Nullable I construct(@Nullable Object[] values, List<InputProblem> problems) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                problems.add(new InputProblem(List.of(), String.valueOf(refusal.getMessage()), "value_error"));
                return null;
            }
            throw new IllegalStateException("The constructor of " + constructor.getDeclaringClass() + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + constructor.getDeclaringClass(), e);
        }
    }
}
