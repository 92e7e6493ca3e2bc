package dev.toolgram.host.tool;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.ChatAccess;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.config.schema.JsonNames;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** Finds the chats in a tool's input, when its plugin starts. */
final class ChatFields {

    private final TypeFactory factory = TypeFactory.createDefaultInstance();
    private final List<ChatField> found = new ArrayList<>();
    private final Set<JavaType> open = new HashSet<>();
    private final Set<JavaType> recursive = new HashSet<>();

    private record Access(ChatAccess.Mode mode, boolean each) {}

    private ChatFields() {}

    /**
     * The chat fields of a tool.
     *
     * @throws IllegalArgumentException if one of them is not declared as {@link ChatAccess} asks
     */
    static List<ChatField> of(ToolDefinition<?, ?> definition) {
        Access usual = new Access(
                definition.effect().kind() == Effect.Kind.READ ? ChatAccess.Mode.READ : ChatAccess.Mode.WRITE, false);
        ChatFields fields = new ChatFields();
        try {
            fields.walk(fields.factory.constructType(definition.inputType()), "", usual, Stream::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the input of tool '%s' is invalid: %s".formatted(definition.name(), e.getMessage()), e);
        }
        return List.copyOf(fields.found);
    }

    private void walk(JavaType type, String path, Access access, Function<Object, Stream<?>> values) {
        JavaType content = content(type);
        if (type.hasRawClass(ChatReference.class)) {
            found.add(new ChatField(path, access.mode(), access.each(), values));
        } else if (content != null) {
            String below = type.isMapLikeType() ? ".*" : type.isReferenceType() ? "" : "[*]";
            walk(content, path + below, access, each(values, ChatFields::elements));
        } else if (type.isRecordType() || type.getRawClass().isSealed()) {
            walkOnce(type, path, access, values);
        }
    }

    /** A place in a type that contains itself has no path. */
    private void walkOnce(JavaType type, String path, Access access, Function<Object, Stream<?>> values) {
        if (!open.add(type)) {
            recursive.add(type);
            return;
        }
        int before = found.size();
        if (type.isRecordType()) {
            for (RecordComponent component : type.getRawClass().getRecordComponents()) {
                walk(component, type, path, access, values);
            }
        } else {
            for (Class<?> permitted : type.getRawClass().getPermittedSubclasses()) {
                JavaType one = factory.constructSpecializedType(type, permitted);
                walk(one, path, access, each(values, value -> Stream.of(value).filter(permitted::isInstance)));
            }
        }
        open.remove(type);
        if (recursive.contains(type) && found.size() > before) {
            throw new IllegalArgumentException("%s contains itself and a chat reference"
                    .formatted(type.getRawClass().getName()));
        }
    }

    private void walk(
            RecordComponent component, JavaType owner, String path, Access usual, Function<Object, Stream<?>> values) {
        JavaType type = factory.resolveMemberType(component.getGenericType(), owner.getBindings());
        ChatAccess declared = component.getAnnotation(ChatAccess.class);
        if (declared != null && !holdsChats(type)) {
            throw new IllegalArgumentException("@ChatAccess on '%s' of %s: use it on a ChatReference or a list of them"
                    .formatted(component.getName(), owner.getRawClass().getName()));
        }
        component.getAccessor().setAccessible(true);
        String name = JsonNames.of(component);
        walk(
                type,
                path.isEmpty() ? name : path + "." + name,
                declared == null ? usual : new Access(declared.value(), declared.each()),
                each(values, value -> Stream.ofNullable(get(component, value))));
    }

    private static boolean holdsChats(JavaType type) {
        JavaType content = content(type);
        return content == null ? type.hasRawClass(ChatReference.class) : holdsChats(content);
    }

    /** The type of the elements of a list, map, array or {@code Optional}. */
    private static @Nullable JavaType content(JavaType type) {
        return type.hasRawClass(Iterable.class) ? type.containedTypeOrUnknown(0) : type.getContentType();
    }

    private static Function<Object, Stream<?>> each(
            Function<Object, Stream<?>> values, Function<Object, Stream<?>> next) {
        return input -> values.apply(input).flatMap(value -> value == null ? Stream.empty() : next.apply(value));
    }

    private static Stream<?> elements(Object value) {
        return switch (value) {
            case Collection<?> collection -> collection.stream();
            case Iterable<?> iterable -> StreamSupport.stream(iterable.spliterator(), false);
            case Map<?, ?> map -> map.values().stream();
            case Optional<?> optional -> optional.stream();
            default -> Arrays.stream((Object[]) value);
        };
    }

    private static @Nullable Object get(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }
}
