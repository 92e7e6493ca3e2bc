package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.host.config.CompositeType.ListType;
import dev.toolgram.host.config.CompositeType.MapType;
import dev.toolgram.host.config.CompositeType.OptionalType;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Finds the {@link ValueType} of Java types, when a plugin starts. One instance per plugin: it keeps the plugin's
 * classes. Not thread-safe.
 */
final class ValueTypes {

    /** The optional types of the JDK and the class of their value. */
    private static final Map<Class<?>, OptionalType> OPTIONALS = Map.of(
            OptionalInt.class,
            new OptionalType(scalar(int.class), OptionalInt.empty(), value -> OptionalInt.of((Integer) value)),
            OptionalLong.class,
            new OptionalType(scalar(long.class), OptionalLong.empty(), value -> OptionalLong.of((Long) value)),
            OptionalDouble.class,
            new OptionalType(scalar(double.class), OptionalDouble.empty(), value -> OptionalDouble.of((Double) value)));

    private final boolean input;
    private final TypeFactory factory = TypeFactory.createDefaultInstance();
    private final Map<JavaType, ValueType> finished = new HashMap<>();
    private final Map<JavaType, ValueType> unfinished = new HashMap<>();
    private final Set<String> recursive = new HashSet<>();
    private final List<RecordType> records = new ArrayList<>();

    /** @param input whether values are read, so that a type that cannot be read is an error */
    ValueTypes(boolean input) {
        this.input = input;
    }

    private static Element scalar(Class<?> type) {
        return new Element(java.util.Objects.requireNonNull(ScalarType.TYPES.get(type)), List.of(), false);
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
    RecordType record(Class<? extends Record> type) {
        RecordType record = newRecord(factory.constructType(type));
        unfinished.clear();
        return record;
    }

    private ValueType of(JavaType type, @Nullable AnnotatedType annotated, @Nullable Size size) {
        Class<?> raw = type.getRawClass();
        ValueType simple = simple(raw);
        if (simple != null) {
            return simple;
        }
        if (type.isArrayType()) {
            return ListType.array(
                    element(type.getContentType(), null),
                    size,
                    type.getContentType().getRawClass());
        }
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return ListType.list(argument(type, annotated, 0), size);
        }
        if (raw == Set.class) {
            return ListType.set(argument(type, annotated, 0), size);
        }
        if (raw == Map.class) {
            Element key = argument(type, annotated, 0);
            return new MapType(
                    new Element(keyType(key.type(), type.containedTypeOrUnknown(0)), key.constraints(), false),
                    argument(type, annotated, 1));
        }
        if (raw == Optional.class) {
            return new OptionalType(argument(type, annotated, 0), Optional.empty(), Optional::of);
        }
        return memoized(type);
    }

    private @Nullable ValueType simple(Class<?> raw) {
        if (TextType.TYPES.containsKey(raw)) {
            return TextType.TYPES.get(raw);
        }
        if (ScalarType.TYPES.containsKey(raw)) {
            return ScalarType.TYPES.get(raw);
        }
        return OPTIONALS.containsKey(raw) ? OPTIONALS.get(raw) : null;
    }

    private ValueType memoized(JavaType type) {
        if (finished.containsKey(type)) {
            return finished.get(type);
        }
        ValueType open = unfinished.get(type);
        if (open != null) {
            String name = type.getRawClass().getSimpleName();
            return new RecursiveType(
                    recursive.add(name) ? name : type.toCanonical().replaceAll("[^A-Za-z0-9]+", "_"), open);
        }
        ValueType made = own(type);
        unfinished.remove(type);
        finished.put(type, made);
        return made;
    }

    private ValueType own(JavaType type) {
        Class<?> raw = type.getRawClass();
        Optional<Executable> creator = OwnType.creator(raw);
        Optional<? extends Executable> written = input ? Optional.empty() : OwnType.value(raw);
        if (written.isPresent()) {
            return of(
                    factory.constructType(((java.lang.reflect.Method) written.get()).getGenericReturnType()),
                    null,
                    null);
        }
        if (input && creator.isPresent()) {
            Type argument = creator.get().getGenericParameterTypes()[0];
            return new OwnType(creator.get(), of(factory.constructType(argument), null, null));
        }
        if (raw.isEnum()) {
            return EnumType.of(raw);
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
        // A class that Jackson writes as it sees fit.
        return new ScalarType.Anything(
                false, !raw.isInterface() && !raw.getName().matches("(java|tools)\\..*"));
    }

    private RecordType newRecord(JavaType type) {
        RecordType record = new RecordType(type.getRawClass());
        unfinished.put(type, record);
        List<RecordType.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            try {
                fields.add(field(component, type));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'%s' of %s: %s"
                                .formatted(
                                        component.getName(), type.getRawClass().getName(), e.getMessage()),
                        e);
            }
        }
        record.complete(fields);
        records.add(record);
        return record;
    }

    private RecordType.Field field(RecordComponent component, JavaType owner) {
        AnnotatedType annotated = component.getAnnotatedType();
        // Of an array, annotations of the type are those of its elements; the accessor has those of the component.
        List<Annotation> constraints = constraints(component.getAccessor().getAnnotations());
        JavaType type = factory.resolveMemberType(component.getGenericType(), owner.getBindings());
        ValueType value = of(type, annotated, ConstraintSchemas.size(constraints));
        boolean nullable = annotated.isAnnotationPresent(Nullable.class);
        DefaultValue text = component.getAnnotation(DefaultValue.class);
        Description description = component.getAnnotation(Description.class);
        return new RecordType.Field(
                component.getName(),
                JsonNames.of(component),
                new Element(value, constraints, nullable),
                value instanceof OptionalType optional ? optional.empty() : null,
                nullable || value instanceof OptionalType,
                text == null ? null : text.value(),
                text == null ? null : value.fromText(text.value()),
                description == null ? "" : description.value());
    }

    private Element argument(JavaType type, @Nullable AnnotatedType annotated, int index) {
        AnnotatedType argument = annotated instanceof AnnotatedParameterizedType parameterized
                ? parameterized.getAnnotatedActualTypeArguments()[index]
                : null;
        return element(type.containedTypeOrUnknown(index), argument);
    }

    private Element element(JavaType type, @Nullable AnnotatedType annotated) {
        List<Annotation> constraints = annotated == null ? List.of() : constraints(annotated.getAnnotations());
        return new Element(
                of(type, annotated, ConstraintSchemas.size(constraints)),
                constraints,
                annotated != null && annotated.isAnnotationPresent(Nullable.class));
    }

    private static List<Annotation> constraints(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class)
                        || annotation.annotationType().getSimpleName().equals("List"))
                .toList();
    }

    /** Keys are text in JSON, so numbers among them are written as text. */
    private ValueType keyType(ValueType type, JavaType java) {
        if (type instanceof TextType || type instanceof EnumType || !input) {
            return type instanceof TextType || type instanceof EnumType ? type : TextType.STRING;
        }
        if (java.hasRawClass(Integer.class)) {
            return new TextType("an integer", null, Pattern.compile("0|-?[1-9][0-9]{0,8}"), Integer::valueOf);
        }
        if (java.hasRawClass(Long.class)) {
            return new TextType("an integer", null, Pattern.compile("0|-?[1-9][0-9]{0,17}"), Long::valueOf);
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
            return new ScalarType.Anything(false, false);
        }
        SealedType sealed = new SealedType(SealedNames.discriminator(raw));
        unfinished.put(type, sealed);
        for (Map.Entry<String, Class<?>> permitted : SealedNames.records(raw).entrySet()) {
            JavaType subtype = factory.constructSpecializedType(type, permitted.getValue());
            if (!input && !permitted.getValue().isRecord()) {
                return new ScalarType.Anything(false, true);
            }
            if (!permitted.getValue().isRecord() || !(plain(subtype) instanceof RecordType record)) {
                throw new IllegalArgumentException("%s permits %s, which is not a record"
                        .formatted(raw.getName(), permitted.getValue().getName()));
            }
            sealed.add(permitted.getKey(), record);
        }
        return sealed;
    }

    private ValueType plain(JavaType type) {
        ValueType value = memoized(type);
        return value instanceof RecursiveType recursion ? recursion.type() : value;
    }
}
