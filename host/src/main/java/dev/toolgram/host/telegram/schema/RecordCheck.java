package dev.toolgram.host.telegram.schema;

import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.host.telegram.codec.RecordWriter;
import dev.toolgram.host.telegram.schema.TdSchema.Definition;
import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares a plugin's records with TDLib's schema. Each mistake is a sentence that names the record and the right name. */
public final class RecordCheck {

    /** The shared types, and TDLib's types that they are read from. */
    private static final Map<Class<?>, Set<String>> SHARED = Map.of(
            Entity.class, Set.of("chat", "user"), Dialog.class, Set.of("chat"), Message.class, Set.of("message"));

    private static final String GENERATED = "dev.toolgram.tdlib";
    private static final String JACKSON = "com.fasterxml.jackson.";

    private record Seen(Class<?> java, String type, boolean sent) {}

    private final TdSchema schema = TdSchema.get();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<Seen> seen = new HashSet<>();

    private RecordCheck() {}

    /** The mistakes in a record that implements {@link TdFunction}, and in the records that it uses. */
    public static List<String> ofFunction(Class<?> function) {
        RecordCheck check = new RecordCheck();
        String name = RecordWriter.typeName(function);
        check.schema
                .function(name)
                .ifPresentOrElse(
                        definition -> {
                            check.fields(function, List.of(definition), true);
                            response(function).ifPresent(type -> check.response(function, definition, type));
                        },
                        () -> check.problems.add("%s is not a function of %s%s"
                                .formatted(
                                        nameOf(function),
                                        check.schema.version(),
                                        TdSchema.suggestion(function.getSimpleName(), check.functionRecords()))));
        return List.copyOf(check.problems);
    }

    /** The mistakes in the type that the response to a function is read into. */
    public static List<String> ofResponse(String function, Class<?> type) {
        RecordCheck check = new RecordCheck();
        check.schema.function(function).ifPresent(definition -> check.response(type, definition, type));
        return List.copyOf(check.problems);
    }

    /** The mistakes in a record that updates are read into. */
    public static List<String> ofUpdate(Class<? extends Record> update) {
        RecordCheck check = new RecordCheck();
        check.named(nameOf(update), update, "Update", false);
        return List.copyOf(check.problems);
    }

    private List<String> functionRecords() {
        return schema.functions().stream().map(RecordCheck::recordName).toList();
    }

    private static Optional<Type> response(Class<?> function) {
        return Arrays.stream(function.getGenericInterfaces())
                .filter(each -> each instanceof ParameterizedType type && type.getRawType() == TdFunction.class)
                .map(each -> ((ParameterizedType) each).getActualTypeArguments()[0])
                .findFirst();
    }

    private void response(Class<?> function, Definition definition, Type type) {
        Class<?> raw = raw(type);
        if (raw == null || JsonNode.class.isAssignableFrom(raw)) {
            return;
        }
        if (raw.isRecord() || raw.isSealed()) {
            object(nameOf(raw), raw, definition.result(), false);
        } else {
            problems.add("%s returns %s: use a record, a sealed interface, or JsonNode"
                    .formatted(nameOf(function), nameOf(raw)));
        }
    }

    /** A component, or an element of one, that holds a type of TDLib. */
    private void value(String where, String field, Type java, String type, boolean sent) {
        Class<?> raw = raw(java);
        if (raw == null) {
            return;
        }
        if (!FieldTypes.fits(field, type, raw, sent)) {
            problems.add(
                    "%s is %s, but TDLib's %s is %s".formatted(where, withArticle(raw), field, FieldTypes.words(type)));
        } else if (FieldTypes.isList(type)) {
            Type element = element(java);
            if (element != null) {
                value(where, field, element, FieldTypes.element(type), sent);
            }
        } else if (!FieldTypes.isScalar(type) && (raw.isRecord() || raw.isSealed())) {
            object(where, raw, type, sent);
        }
    }

    private void object(String where, Class<?> java, String type, boolean sent) {
        Set<String> shared = SHARED.get(java);
        if (shared != null) {
            if (sent) {
                problems.add("%s is %s, which can only be received: declare a record for TDLib's %s"
                        .formatted(where, withArticle(java), type));
            } else if (!shared.contains(type)) {
                problems.add("%s is %s, but TDLib's %s is not a %s"
                        .formatted(where, withArticle(java), type, String.join(" or ", new TreeSet<>(shared))));
            }
        } else if (!seen.add(new Seen(java, type, sent))) {
            return;
        } else if (java.isSealed()) {
            for (Class<?> permitted : java.getPermittedSubclasses()) {
                if (permitted.isSealed()) {
                    object(where, permitted, type, sent);
                } else {
                    named(nameOf(permitted), permitted, type, sent);
                }
            }
        } else if (sent) {
            named(where, java, type, true);
        } else {
            fields(java, schema.typesOf(type), false);
        }
    }

    /** A record whose name selects one of the types of a class. */
    private void named(String where, Class<?> java, String type, boolean sent) {
        List<Definition> types = schema.typesOf(type);
        String name = RecordWriter.typeName(java);
        List<Definition> selected =
                types.stream().filter(each -> each.name().equals(name)).toList();
        if (selected.isEmpty()) {
            List<String> names =
                    types.stream().map(each -> recordName(each.name())).toList();
            problems.add("%s is named %s, which is not a type of TDLib's %s%s"
                    .formatted(
                            where.equals(nameOf(java)) ? where : where + " (" + nameOf(java) + ")",
                            name,
                            type,
                            TdSchema.suggestion(java.getSimpleName(), names)));
        } else {
            fields(java, selected, sent);
        }
    }

    /** @param types one, or the types of a class when any of them can be received */
    private void fields(Class<?> java, List<Definition> types, boolean sent) {
        if (java.getPackageName().equals(GENERATED)) {
            return;
        }
        for (RecordComponent component : java.getRecordComponents()) {
            String where = nameOf(java) + "." + component.getName();
            String field = RecordWriter.fieldName(component.getName());
            List<String> found = types.stream()
                    .flatMap(each -> Stream.ofNullable(each.fields().get(field)))
                    .distinct()
                    .toList();
            if (!sent && hasJacksonName(component)) {
                continue;
            }
            if (found.isEmpty()) {
                String owner = types.stream().map(Definition::name).collect(Collectors.joining(" or "));
                List<String> names = types.stream()
                        .flatMap(each -> each.fields().keySet().stream())
                        .map(RecordCheck::componentName)
                        .distinct()
                        .toList();
                problems.add("%s: TDLib's %s has no field %s%s"
                        .formatted(where, owner, field, TdSchema.suggestion(component.getName(), names)));
            } else if (found.size() == 1) {
                value(where, field, component.getGenericType(), found.getFirst(), sent);
            }
        }
    }

    /** With Jackson's annotations a component may be read from another field. */
    private static boolean hasJacksonName(RecordComponent component) {
        List<Annotation> annotations = new ArrayList<>(Arrays.asList(component.getAnnotations()));
        annotations.addAll(Arrays.asList(component.getAccessor().getAnnotations()));
        return annotations.stream()
                .anyMatch(each -> each.annotationType().getName().startsWith(JACKSON));
    }

    private static @Nullable Type element(Type list) {
        return switch (list) {
            case ParameterizedType type
            when type.getActualTypeArguments().length == 1 -> type.getActualTypeArguments()[0];
            case GenericArrayType type -> type.getGenericComponentType();
            case Class<?> type -> type.getComponentType();
            default -> null;
        };
    }

    /** The class of a type; {@code null} for a type variable, which is not checked. */
    private static @Nullable Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> raw -> raw;
            case ParameterizedType parameterized -> raw(parameterized.getRawType());
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            case GenericArrayType _ -> Object[].class;
            default -> null;
        };
    }

    private static String recordName(String type) {
        return Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }

    private static String componentName(String field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.split("_")) {
            name.append(name.isEmpty() ? word : recordName(word));
        }
        return name.toString();
    }

    private static String withArticle(Class<?> type) {
        String name = nameOf(type);
        return ("AEIOaeio".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    /** The name with that of its outer class, as it is in the source: {@code Td.GetChat}. */
    private static String nameOf(Class<?> type) {
        return type.getTypeName()
                .substring(type.getTypeName().lastIndexOf('.') + 1)
                .replace('$', '.');
    }
}
