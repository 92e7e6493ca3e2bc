package dev.toolgram.host.config.schema;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.schema.ValueType.Field;
import dev.toolgram.host.config.schema.ValueType.RecordOf;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes records from JSON: strictly, validated, with every problem reported. Everything about the record is found out
 * when this is made. Thread-safe.
 *
 * @param <R> the record
 */
public final class RecordBinder<R extends Record> {

    private final Class<R> type;
    private final ValueTypes types = new ValueTypes(true);
    private final RecordOf plan;

    /**
     * The binder of a record.
     *
     * @throws IllegalArgumentException if values of the record cannot come from JSON; the message says why
     */
    public RecordBinder(Class<R> type) {
        this.type = type;
        this.plan = types.record(type);
    }

    /** The JSON Schema of a value that is only written. It does not forbid fields: a later version may add some. */
    public static ObjectNode resultSchema(Type type) {
        return SchemaBuilder.schema(new ValueTypes(false).of(type), false);
    }

    /** The record. */
    public Class<R> type() {
        return type;
    }

    /** Its components, in order. */
    public Collection<Field> fields() {
        return plan.fields().values();
    }

    /** Its JSON Schema: unknown fields are forbidden, at every level. */
    public ObjectNode schema() {
        return SchemaBuilder.schema(plan, true);
    }

    /**
     * Finds mistakes in the declaration before the first call does.
     *
     * @throws IllegalArgumentException if a constraint or default does not fit its component
     */
    public void check(Validator validator) {
        checkEnds();
        for (RecordOf record : types.records()) {
            for (Field field : record.fields().values()) {
                try {
                    var _ = validator.validateValue(record.type(), field.component(), null);
                } catch (ValidationException e) {
                    throw new IllegalArgumentException(
                            "a constraint of '%s' in %s does not fit its type: %s"
                                    .formatted(field.component(), record.type().getName(), e.getMessage()),
                            e);
                }
                new ValueReader(validator).checkDefault(field, record);
            }
        }
    }

    /** A record that always contains itself would be published, and no caller could write it. */
    private void checkEnds() {
        Set<RecordOf> finite = Collections.newSetFromMap(new IdentityHashMap<>());
        int before;
        do {
            before = finite.size();
            for (RecordOf record : types.records()) {
                if (record.fields().values().stream()
                        .allMatch(field ->
                                !field.required() || isFinite(field.element().type(), finite))) {
                    finite.add(record);
                }
            }
        } while (finite.size() > before);
        if (!finite.contains(plan)) {
            throw new IllegalArgumentException(
                    "%s contains itself without end: make a component @Nullable or a list".formatted(type.getName()));
        }
    }

    private static boolean isFinite(ValueType type, Set<RecordOf> finite) {
        return switch (type) {
            case RecordOf record -> finite.contains(record);
            case ValueType.OneOf oneOf -> oneOf.records().values().stream().anyMatch(finite::contains);
            case ValueType.Converted converted -> isFinite(converted.argument().type(), finite);
            default -> true;
        };
    }

    /**
     * The record.
     *
     * @throws ToolException {@code INVALID_INPUT} with the first 20 problems
     */
    public R bind(ObjectNode json, Validator validator) {
        ValueReader reader = new ValueReader(validator);
        R made = type.cast(reader.read(plan, json));
        if (made == null) {
            throw ToolException.invalidInput(reader.problems().toList());
        }
        return made;
    }
}
