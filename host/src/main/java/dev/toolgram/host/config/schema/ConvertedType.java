package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that is made of one other value: an {@link Optional}, or a plugin's own type with a static method or
 * constructor marked {@link JsonCreator}, or with {@code valueOf(String)}.
 *
 * @param argument the other value
 * @param conversion makes the value
 */
record ConvertedType(Element argument, Conversion conversion) implements ValueType {

    /** Throws an {@link IllegalArgumentException} whose message is for the caller, or another exception. */
    interface Conversion {
        Object convert(Object value) throws Throwable;
    }

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
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("valueOf") && !type.isEnum())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type)
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                .<Executable>map(method -> method)
                .findFirst();
    }

    static Conversion conversion(Executable creator) {
        try {
            creator.setAccessible(true);
            MethodHandle handle = creator instanceof Constructor<?> constructor
                    ? MethodHandles.lookup().unreflectConstructor(constructor)
                    : MethodHandles.lookup().unreflect((Method) creator);
            return handle::invoke;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot call " + creator, e);
        }
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        Object value = argument.read(json, binding);
        if (value == null) {
            return null;
        }
        try {
            return conversion.convert(value);
        } catch (Throwable e) {
            // The subclasses are the JDK's, and repeat the value, which may be a secret.
            if (e.getClass() == IllegalArgumentException.class) {
                binding.report(String.valueOf(e.getMessage()), "value_error");
            } else {
                binding.report("Does not have the expected form", "string_format");
            }
            return null;
        }
    }

    @Override
    public void describe(ObjectNode schema, SchemaBuilder builder) {
        schema.setAll(argument.schema(builder));
    }

    @Override
    public String textWords() {
        return argument.type().textWords();
    }

    @Override
    public JsonNode fromText(String text) {
        return argument.type().fromText(text);
    }
}
