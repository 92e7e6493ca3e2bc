package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plugin's own type that is made of one other value: by a static method or constructor with {@link JsonCreator}, or
 * by {@code valueOf(String)}.
 *
 * @param creator makes it
 * @param argument the type of the other value
 */
record OwnType(Executable creator, ValueType argument) implements ValueType {

    /** How a type is made, if it is made of one value. */
    static Optional<Executable> creator(Class<?> type) {
        return Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> Modifier.isStatic(method.getModifiers())),
                        Arrays.stream(type.getDeclaredConstructors()))
                .filter(each -> each.getParameterCount() == 1 && isCreator(each))
                .findFirst()
                .or(() -> valueOf(type));
    }

    private static boolean isCreator(Executable executable) {
        JsonCreator creator = executable.getAnnotation(JsonCreator.class);
        return creator != null
                && creator.mode() != JsonCreator.Mode.PROPERTIES
                && creator.mode() != JsonCreator.Mode.DISABLED;
    }

    private static Optional<Executable> valueOf(Class<?> type) {
        try {
            Method method = type.getDeclaredMethod("valueOf", String.class);
            return Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type && !type.isEnum()
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /** How a type is written, if it is written as one value. */
    static Optional<Method> value(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .findFirst();
    }

    OwnType {
        creator.setAccessible(true);
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        Object value = argument.read(json, binding);
        return value == null ? null : create(value, binding);
    }

    private @Nullable Object create(Object value, Binding binding) {
        try {
            return creator instanceof Constructor<?> constructor
                    ? constructor.newInstance(value)
                    : ((Method) creator).invoke(null, value);
        } catch (InvocationTargetException e) {
            // The subclasses are the JDK's, and repeat the value, which may be a secret.
            if (e.getCause() != null && e.getCause().getClass() == IllegalArgumentException.class) {
                binding.report(String.valueOf(e.getCause().getMessage()), "value_error");
            } else {
                binding.report("Does not have the expected form", "string_format");
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot call " + creator, e);
        }
    }

    @Override
    public void describe(ObjectNode schema, SchemaScope scope) {
        argument.describe(schema, scope);
    }

    @Override
    public String words() {
        return argument.words();
    }

    @Override
    public JsonNode fromText(String text) {
        return argument.fromText(text);
    }
}
