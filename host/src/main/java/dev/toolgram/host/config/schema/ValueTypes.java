package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Finds the {@link ValueType} of Java types, when a plugin starts. One instance per plugin: it keeps the plugin's
 * classes. Not thread-safe.
 */
final class ValueTypes {

    private final boolean input;
    private final TypeFactory factory = TypeFactory.createDefaultInstance();
    private final Map<JavaType, ValueType> found = new HashMap<>();
    private final List<RecordType> records = new ArrayList<>();

    /** @param input whether values are read, so that a type that cannot be read is an error */
    ValueTypes(boolean input) {
        this.input = input;
    }

    /** Every record that was met. */
    List<RecordType> records() {
        return records;
    }

    /**
     * The type.
     *
     * @throws IllegalArgumentException if its values cannot come from JSON; the message says why
     */
    ValueType of(Type type) {
        return of(factory.constructType(type), null, null);
    }

    /** The record, even if it could be made of one value. */
    RecordType record(Class<?> type) {
        return newRecord(factory.constructType(type));
    }

    private ValueType of(JavaType type, @Nullable AnnotatedType annotated, @Nullable Size size) {
        Class<?> raw = type.getRawClass();
        ValueType scalar = ScalarTypes.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (type.isArrayType()) {
            Class<?> content = type.getContentType().getRawClass();
            return new ListType(element(type.getContentType(), null), false, size, values -> array(content, values));
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return new ListType(argument(type, annotated, 0), false, size, Collections::unmodifiableList);
        }
        if (raw == Set.class) {
            return new ListType(
                    argument(type, annotated, 0),
                    true,
                    size,
                    values -> Collections.unmodifiableSet(new LinkedHashSet<>(values)));
        }
        if (raw == Map.class) {
            Element key = argument(type, annotated, 0);
            return new MapType(
                    new Element(keyType(key.type(), type.containedTypeOrUnknown(0)), key.constraints(), false),
                    argument(type, annotated, 1));
        }
        if (raw == Optional.class) {
            return new ConvertedType(argument(type, annotated, 0), Optional::of);
        }
        ValueType known = found.get(type);
        if (known == null) {
            known = own(type);
            found.put(type, known);
        }
        return known;
    }

    private static Object array(Class<?> type, List<@Nullable Object> values) {
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private ValueType own(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (input) {
            Optional<Executable> creator = ConvertedType.creator(raw);
            if (creator.isPresent()) {
                Element argument = new Element(of(creator.get().getGenericParameterTypes()[0]), List.of(), false);
                return new ConvertedType(argument, ConvertedType.conversion(creator.get()));
            }
        } else {
            for (Method method : raw.getDeclaredMethods()) {
                if (method.isAnnotationPresent(JsonValue.class)) {
                    return of(method.getGenericReturnType());
                }
            }
        }
        if (raw.isEnum()) {
            return ScalarType.enumeration(raw);
        }
        if (raw.isRecord()) {
            return newRecord(type);
        }
        if (raw.isInterface() && raw.isSealed()) {
            return sealed(type);
        }
        if (input) {
            throw new IllegalArgumentException("a value of %s cannot be read from JSON".formatted(type.toCanonical()));
        }
        return ScalarType.written(!raw.isInterface() && !raw.getName().matches("(java|tools)\\..*"));
    }

    private RecordType newRecord(JavaType type) {
        Class<?> raw = type.getRawClass();
        RecordType record = new RecordType(raw);
        found.put(type, record);
        List<RecordField> fields = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            try {
                fields.add(field(component, type));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'%s' of %s: %s".formatted(component.getName(), raw.getName(), e.getMessage()), e);
            }
        }
        record.complete(fields);
        records.add(record);
        return record;
    }

    private RecordField field(RecordComponent component, JavaType owner) {
        AnnotatedType annotated = component.getAnnotatedType();
        // Of an array, annotations of the type are those of its elements; the accessor has those of the component.
        List<Annotation> constraints = constraints(component.getAccessor());
        JavaType type = factory.resolveMemberType(component.getGenericType(), owner.getBindings());
        ValueType value = of(type, annotated, ConstraintSchemas.size(constraints));
        boolean nullable = annotated.isAnnotationPresent(Nullable.class);
        boolean wrapped = type.hasRawClass(Optional.class);
        DefaultValue text = component.getAnnotation(DefaultValue.class);
        Description description = component.getAnnotation(Description.class);
        return new RecordField(
                component.getName(),
                JsonNames.of(component),
                new Element(value, constraints, nullable),
                wrapped ? Optional.empty() : null,
                nullable || wrapped,
                text == null ? null : text.value(),
                text == null ? null : value.fromText(text.value()),
                description == null ? "" : description.value(),
                text == null && value instanceof RecordType record ? record.fields() : List.of(),
                leavesNullOut(component));
    }

    private static boolean leavesNullOut(RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude include = own == null ? component.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
        return include != null
                && include.value() != JsonInclude.Include.ALWAYS
                && include.value() != JsonInclude.Include.USE_DEFAULTS;
    }

    private Element argument(JavaType type, @Nullable AnnotatedType annotated, int index) {
        AnnotatedType argument = annotated instanceof AnnotatedParameterizedType parameterized
                ? parameterized.getAnnotatedActualTypeArguments()[index]
                : null;
        return element(type.containedTypeOrUnknown(index), argument);
    }

    private Element element(JavaType type, @Nullable AnnotatedType annotated) {
        List<Annotation> constraints = annotated == null ? List.of() : constraints(annotated);
        return new Element(
                of(type, annotated, ConstraintSchemas.size(constraints)),
                constraints,
                annotated != null && annotated.isAnnotationPresent(Nullable.class));
    }

    private static List<Annotation> constraints(AnnotatedElement annotated) {
        return Arrays.stream(annotated.getAnnotations())
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class)
                        || annotation.annotationType().getSimpleName().equals("List"))
                .toList();
    }

    /** Keys are text in JSON, so numbers among them are written as text. */
    private ValueType keyType(ValueType type, JavaType java) {
        if (type instanceof ScalarType scalar && scalar.isString()) {
            return type;
        }
        if (!input) {
            return ScalarType.STRING;
        }
        if (java.hasRawClass(Integer.class)) {
            return ScalarType.text("an integer", "", "(?:0|-?[1-9][0-9]{0,8})", Integer::valueOf);
        }
        if (java.hasRawClass(Long.class)) {
            return ScalarType.text("an integer", "", "(?:0|-?[1-9][0-9]{0,17})", Long::valueOf);
        }
        throw new IllegalArgumentException("the key of a map cannot be read as " + java.toCanonical());
    }

    private ValueType sealed(JavaType type) {
        Class<?> raw = type.getRawClass();
        JsonTypeInfo info = raw.getAnnotation(JsonTypeInfo.class);
        if (info != null && (info.use() != JsonTypeInfo.Id.NAME || info.include() != JsonTypeInfo.As.PROPERTY)) {
            if (input) {
                throw new IllegalArgumentException(
                        "%s needs @JsonTypeInfo with use = NAME and include = PROPERTY".formatted(raw.getName()));
            }
            return ScalarType.written(false);
        }
        SealedType sealed = new SealedType(raw.getSimpleName(), JsonNames.discriminator(raw));
        found.put(type, sealed);
        for (Map.Entry<String, Class<?>> permitted : JsonNames.records(raw).entrySet()) {
            if (!input && !permitted.getValue().isRecord()) {
                return ScalarType.written(true);
            }
            JavaType subtype = factory.constructSpecializedType(type, permitted.getValue());
            if (!permitted.getValue().isRecord() || !(of(subtype, null, null) instanceof RecordType record)) {
                throw new IllegalArgumentException("%s permits %s, which is not a record"
                        .formatted(raw.getName(), permitted.getValue().getName()));
            }
            sealed.add(permitted.getKey(), record);
        }
        return sealed;
    }
}
