package dev.toolgram.host.config.schema;

import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record: an object whose fields are its components, at any depth by the same rules. Every problem is reported, not
 * only the first. Nothing is looked up by reflection when a value is read.
 */
final class RecordType implements ValueType {

    private final Class<?> type;
    private final MethodHandle constructor;
    private final Map<String, RecordField> byName = new LinkedHashMap<>();
    private final Map<String, String> jsonNames = new LinkedHashMap<>();
    private RecordField[] fields = {};

    /** A record whose fields follow: they may refer to it. */
    RecordType(Class<?> type) {
        this.type = type;
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(parameters);
            canonical.setAccessible(true);
            constructor = MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " has no usable canonical constructor", e);
        }
    }

    /** @throws IllegalArgumentException if two of them have the same name */
    void complete(List<RecordField> all) {
        fields = all.toArray(RecordField[]::new);
        for (RecordField field : fields) {
            jsonNames.put(field.component(), field.name());
            if (byName.put(field.name(), field) != null) {
                throw new IllegalArgumentException(
                        "two components of %s have the JSON name '%s'".formatted(type.getName(), field.name()));
            }
        }
    }

    Class<?> type() {
        return type;
    }

    List<RecordField> fields() {
        return List.of(fields);
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    @Override
    public @Nullable Object read(JsonNode json, Binding binding) {
        return read(json, binding, null);
    }

    /** @param discriminator a field that says which record this is, and is none of its components */
    @Nullable
    Object read(JsonNode json, Binding binding, @Nullable String discriminator) {
        if (!(json instanceof ObjectNode object)) {
            binding.report("Must be an object", "model_type");
            return null;
        }
        int before = binding.count();
        @Nullable JsonNode[] given = new @Nullable JsonNode[fields.length];
        int known = discriminator == null ? 0 : 1;
        for (int i = 0; i < fields.length; i++) {
            given[i] = object.get(fields[i].name());
            known += given[i] == null ? 0 : 1;
        }
        if (known < object.size()) {
            reportUnknown(object, discriminator, binding);
        }
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = value(fields[i], given[i], binding);
        }
        if (binding.count() == before) {
            return construct(values, binding);
        }
        checkEach(values, binding);
        return null;
    }

    private static @Nullable Object value(RecordField field, @Nullable JsonNode given, Binding binding) {
        JsonNode json = given == null || given.isNull() ? field.defaultValue() : given;
        if (json == null && field.optional()) {
            return field.absent();
        }
        binding.enter(field.name());
        try {
            if (json != null) {
                return field.element().type().read(json, binding);
            }
            if (given == null) {
                binding.report("Field required", "missing");
            } else {
                binding.report("Must not be null", "null_forbidden");
            }
            return null;
        } finally {
            binding.leave();
        }
    }

    private void reportUnknown(ObjectNode object, @Nullable String discriminator, Binding binding) {
        String hint = fields.length == 0
                ? "Unknown field; there are none"
                : "Unknown field; known fields: " + String.join(", ", byName.keySet());
        for (String name : object.propertyNames()) {
            if (!byName.containsKey(name) && !name.equals(discriminator)) {
                binding.report(List.of(name), hint, "extra_forbidden");
            }
        }
    }

    /** The record's own constructor may reject values, too; its message is meant for the caller. */
    private @Nullable Object construct(@Nullable Object[] values, Binding binding) {
        Object made;
        try {
            made = (Object) constructor.invokeExact(values);
        } catch (IllegalArgumentException e) {
            binding.report(String.valueOf(e.getMessage()), "value_error");
            return null;
        } catch (Throwable e) {
            throw new IllegalStateException("The constructor of %s failed".formatted(type.getName()), e);
        }
        int before = binding.count();
        ConstraintProblems.report(binding.validator().validate(made), this::jsonName, binding);
        return binding.count() == before ? made : null;
    }

    /** There will be no record; the limits of the values that could be read are reported all the same. */
    private void checkEach(@Nullable Object[] values, Binding binding) {
        for (int i = 0; i < fields.length; i++) {
            if (values[i] != null) {
                ConstraintProblems.report(
                        binding.validator().validateValue(type, fields[i].component(), values[i]),
                        this::jsonName,
                        binding);
            }
        }
    }

    private String jsonName(String component) {
        return jsonNames.getOrDefault(component, "");
    }

    /**
     * Finds mistakes in the declaration before the first call does.
     *
     * @throws IllegalArgumentException if a constraint does not fit its type, or a default does not fit its component
     */
    void check(Validator validator) {
        for (RecordField field : fields) {
            try {
                var _ = validator.validateValue(type, field.component(), null);
            } catch (ValidationException e) {
                throw new IllegalArgumentException(
                        "a constraint of '%s' in %s does not fit its type: %s"
                                .formatted(field.component(), type.getName(), e.getMessage()),
                        e);
            }
            if (field.defaultValue() != null) {
                Binding binding = new Binding(validator);
                Object value = field.element().type().read(field.defaultValue(), binding);
                if (value != null) {
                    ConstraintProblems.report(
                            validator.validateValue(type, field.component(), value), name -> "", binding);
                }
                if (binding.count() > 0) {
                    throw new IllegalArgumentException("the default '%s' of '%s' in %s does not fit: %s"
                            .formatted(
                                    field.defaultText(),
                                    field.component(),
                                    type.getName(),
                                    binding.problems().getFirst()));
                }
            }
        }
    }

    @Override
    public void describe(ObjectNode schema, SchemaBuilder builder) {
        builder.describe(this, type.getSimpleName(), schema, body -> describe(body, builder, null, ""));
    }

    /** @param discriminator a field whose only value is {@code name}; {@code null} for none */
    void describe(ObjectNode schema, SchemaBuilder builder, @Nullable String discriminator, String name) {
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        List<String> required = new ArrayList<>();
        if (discriminator != null) {
            ObjectNode only = properties.putObject(discriminator).put("type", "string");
            only.putArray("enum").add(name);
            required.add(discriminator);
        }
        for (RecordField field : fields) {
            properties.set(field.name(), describe(field, builder));
            if (builder.input() ? field.required() : !field.optional() || !field.omitted()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        if (builder.input()) {
            schema.put("additionalProperties", false);
        }
    }

    private static ObjectNode describe(RecordField field, SchemaBuilder builder) {
        boolean orNull = !builder.input() && field.optional() && field.defaultValue() == null && !field.omitted();
        ObjectNode value = field.element().schema(builder);
        ObjectNode schema = orNull ? Element.orNull(value) : value;
        if (!field.description().isEmpty()) {
            schema.put("description", field.description());
        }
        if (builder.input() && field.defaultValue() != null) {
            schema.set("default", field.defaultValue());
        }
        return schema;
    }
}
