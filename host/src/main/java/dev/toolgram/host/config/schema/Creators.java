package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The constructors and static methods that make values of a plugin's types. */
final class Creators {

    private Creators() {}

    /** The constructor or method that converts one value: marked {@link JsonCreator}, or {@code valueOf(String)}. */
    static Optional<Executable> of(Class<?> type) {
        return Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> Modifier.isStatic(method.getModifiers())),
                        Arrays.stream(type.getDeclaredConstructors()))
                .filter(each -> each.getParameterCount() == 1 && isCreator(each))
                .findFirst()
                .or(() -> valueOf(type));
    }

    /** Whether it accepts more names for the constants of an enum, whose names are published. */
    static boolean isOfNames(Class<?> type, Executable creator) {
        return type.isEnum() && creator.getParameterTypes()[0] == String.class;
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
            return !type.isEnum() && Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    static ValueType.Conversion conversion(Executable creator) {
        MethodHandle handle = handle(creator);
        return handle::invoke;
    }

    /** The canonical constructor of a record, which takes an array of all values. */
    static MethodHandle canonical(Class<?> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return handle(type.getDeclaredConstructor(parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle handle(Executable creator) {
        try {
            creator.setAccessible(true);
            return creator instanceof Constructor<?> constructor
                    ? MethodHandles.lookup().unreflectConstructor(constructor)
                    : MethodHandles.lookup().unreflect((Method) creator);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot call " + creator, e);
        }
    }
}
