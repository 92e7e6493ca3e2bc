package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.host.config.schema.ValueType.Converted;
import dev.toolgram.host.config.schema.ValueType.Element;
import dev.toolgram.host.config.schema.ValueType.Field;
import dev.toolgram.host.config.schema.ValueType.ListOf;
import dev.toolgram.host.config.schema.ValueType.MapOf;
import dev.toolgram.host.config.schema.ValueType.OneOf;
import dev.toolgram.host.config.schema.ValueType.RecordOf;
import dev.toolgram.host.config.schema.ValueType.Scalar;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.ClassUtil;

/**
 * Finds the {@link ValueType} of Java types, when a plugin starts. One instance per plugin: it keeps the plugin's
 * classes. Not thread-safe.
 */
final class ValueTypes {

    private static final Map<Class<?>, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private final boolean input;
    private final TypeFactory factory = TypeFactory.createDefaultInstance();
    private final Map<JavaType, ValueType> found = new HashMap<>();
    private final List<RecordOf> records = new ArrayList<>();

    /** @param input whether values are read, so that a type that cannot be read is an error */
    ValueTypes(boolean input) {
        this.input = input;
    }

    /** Every record that was met. */
    List<RecordOf> records() {
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
    RecordOf record(Class<?> type) {
        return newRecord(factory.constructType(type));
    }

    private ValueType of(JavaType type, @Nullable AnnotatedType annotated, @Nullable Size size) {
        Class<?> raw = type.getRawClass();
        Scalar scalar = ScalarTypes.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (type.isArrayType()) {
            Class<?> content = type.getContentType().getRawClass();
            AnnotatedType element =
                    annotated instanceof AnnotatedArrayType array ? array.getAnnotatedGenericComponentType() : null;
            return new ListOf(element(type.getContentType(), element), false, size, values -> array(content, values));
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return new ListOf(argument(type, annotated, 0), false, size, Collections::unmodifiableList);
        }
        if (raw == Set.class) {
            return new ListOf(
                    argument(type, annotated, 0),
                    true,
                    size,
                    values -> Collections.unmodifiableSet(new LinkedHashSet<>(values)));
        }
        if (raw == Map.class) {
            Element key = argument(type, annotated, 0);
            return new MapOf(
                    new Element(keyType(key.type(), type.containedTypeOrUnknown(0)), key.constraints(), false),
                    argument(type, annotated, 1));
        }
        if (raw == Optional.class) {
            Element present = argument(type, annotated, 0);
            if (input) { // an empty one is validated as null
                ConstraintChecks.check(
                        type.containedTypeOrUnknown(0).getRawClass(),
                        present.constraints(),
                        true,
                        SchemaBuilder.keywords(present));
            }
            return new Converted(present, Optional::of);
        }
        if (raw == OptionalInt.class) {
            return optional(int.class, value -> OptionalInt.of((int) value));
        }
        if (raw == OptionalLong.class) {
            return optional(long.class, value -> OptionalLong.of((long) value));
        }
        if (raw == OptionalDouble.class) {
            return optional(double.class, value -> OptionalDouble.of((double) value));
        }
        ValueType known = found.get(type);
        if (known == null) {
            known = own(type);
            found.put(type, known);
        }
        return known;
    }

    private Converted optional(Class<?> content, ValueType.Conversion conversion) {
        return new Converted(new Element(of(content), List.of(), false), conversion);
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
            Optional<Executable> creator = Creators.of(raw);
            if (creator.isPresent() && !Creators.isOfNames(raw, creator.get())) {
                Element argument = new Element(of(creator.get().getGenericParameterTypes()[0]), List.of(), false);
                return new Converted(argument, Creators.conversion(creator.get()));
            }
        } else {
            for (Method method : raw.getDeclaredMethods()) {
                if (method.isAnnotationPresent(JsonValue.class)) {
                    return of(method.getGenericReturnType());
                }
            }
        }
        if (raw.isEnum()) {
            return ScalarTypes.enumeration(raw);
        }
        if (raw.isRecord()) {
            return newRecord(type);
        }
        if (raw.isInterface() && raw.isSealed()) {
            return sealed(type);
        }
        if (input) {
            throw new IllegalArgumentException("a value of %s cannot be read from JSON: use %s"
                    .formatted(
                            type.toCanonical(), "a record, an enum, List, Set, Map, or a class with valueOf(String)"));
        }
        return ScalarTypes.written(!raw.isInterface() && !raw.getName().matches("(java|tools)\\..*"));
    }

    private RecordOf newRecord(JavaType type) {
        Class<?> raw = type.getRawClass();
        Map<String, Field> fields = new LinkedHashMap<>();
        RecordOf record = new RecordOf(raw, Creators.canonical(raw), fields);
        found.put(type, record);
        for (RecordComponent component : raw.getRecordComponents()) {
            try {
                Field field = field(component, type);
                if (fields.put(field.name(), field) != null) {
                    throw new IllegalArgumentException(
                            "two components have the JSON name '%s'".formatted(field.name()));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'%s' of %s: %s".formatted(component.getName(), raw.getName(), e.getMessage()), e);
            }
        }
        records.add(record);
        return record;
    }

    private Field field(RecordComponent component, JavaType owner) {
        AnnotatedType annotated = component.getAnnotatedType();
        // Of an array, annotations of the type are those of its elements; the accessor has those of the component.
        List<Annotation> constraints = constraints(component.getAccessor());
        JavaType type = factory.resolveMemberType(component.getGenericType(), owner.getBindings());
        boolean nullable = annotated.isAnnotationPresent(Nullable.class);
        if (nullable && type.isPrimitive()) {
            throw new IllegalArgumentException("%1$s cannot be @Nullable: use %2$s"
                    .formatted(
                            type.getRawClass(),
                            ClassUtil.wrapperType(type.getRawClass()).getSimpleName()));
        }
        Element element = element(type, annotated, constraints, nullable);
        Object empty = EMPTY.get(type.getRawClass());
        DefaultValue text = component.getAnnotation(DefaultValue.class);
        Description description = component.getAnnotation(Description.class);
        return new Field(
                component.getName(),
                JsonNames.of(component),
                element,
                empty,
                nullable || empty != null,
                text == null ? null : text.value(),
                text == null ? null : TextValues.json(element.type(), text.value()),
                description == null ? "" : description.value(),
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
        return element(
                type,
                annotated,
                annotated == null ? List.of() : constraints(annotated),
                annotated != null && annotated.isAnnotationPresent(Nullable.class));
    }

    private Element element(
            JavaType type, @Nullable AnnotatedType annotated, List<Annotation> constraints, boolean nullable) {
        Element element = new Element(of(type, annotated, size(constraints)), constraints, nullable);
        if (input) {
            ConstraintChecks.check(type.getRawClass(), constraints, nullable, SchemaBuilder.keywords(element));
        }
        return element;
    }

    private static @Nullable Size size(List<Annotation> constraints) {
        return constraints.stream()
                .filter(Size.class::isInstance)
                .map(Size.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static List<Annotation> constraints(AnnotatedElement annotated) {
        return Arrays.stream(annotated.getAnnotations())
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class)
                        || annotation.annotationType().getSimpleName().equals("List"))
                .toList();
    }

    /** Keys are text in JSON, so numbers among them are written as text. */
    private ValueType keyType(ValueType type, JavaType java) {
        if (type instanceof Scalar scalar
                && scalar.keywords().path("type").asString("").equals("string")) {
            return type;
        }
        if (!input) {
            return ScalarTypes.STRING;
        }
        if (java.hasRawClass(Integer.class)) {
            return ScalarTypes.text("an integer", "", "(?:0|-?[1-9][0-9]{0,8})", Integer::valueOf);
        }
        if (java.hasRawClass(Long.class)) {
            return ScalarTypes.text("an integer", "", "(?:0|-?[1-9][0-9]{0,17})", Long::valueOf);
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
            return ScalarTypes.written(false);
        }
        OneOf sealed = new OneOf(raw.getSimpleName(), JsonNames.discriminator(raw), new LinkedHashMap<>());
        found.put(type, sealed);
        for (Map.Entry<String, Class<?>> permitted : JsonNames.records(raw).entrySet()) {
            String subtype = permitted.getValue().getName();
            if (!input && !permitted.getValue().isRecord()) {
                return ScalarTypes.written(true);
            }
            if (!permitted.getValue().isRecord()
                    || !(of(factory.constructSpecializedType(type, permitted.getValue()), null, null)
                            instanceof RecordOf record)) {
                throw new IllegalArgumentException(
                        "%s permits %s, which is not a record".formatted(raw.getName(), subtype));
            }
            if (record.fields().containsKey(sealed.discriminator())) {
                throw new IllegalArgumentException(
                        "%s has a component '%s', which is the discriminator of its interface"
                                .formatted(subtype, sealed.discriminator()));
            }
            sealed.records().put(permitted.getKey(), record);
        }
        return sealed;
    }
}
