package dev.toolgram.host.config.schema;

import dev.toolgram.api.ToolException;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
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
    private final RecordType plan;

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
        return schema(new ValueTypes(false).of(type), false);
    }

    private static ObjectNode schema(ValueType type, boolean input) {
        SchemaBuilder builder = new SchemaBuilder(input);
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        type.describe(schema, builder);
        return builder.complete(schema);
    }

    /** The record. */
    public Class<R> type() {
        return type;
    }

    /** Its components, in order. */
    public List<RecordField> fields() {
        return plan.fields();
    }

    /** Its JSON Schema: unknown fields are forbidden, at every level. */
    public ObjectNode schema() {
        return schema(plan, true);
    }

    /**
     * Finds mistakes in the declaration before the first call does.
     *
     * @throws IllegalArgumentException if a constraint or default does not fit its component
     */
    public void check(Validator validator) {
        types.records().forEach(record -> record.check(validator));
    }

    /**
     * The record.
     *
     * @throws ToolException {@code INVALID_INPUT} with the first 20 problems
     */
    public R bind(ObjectNode json, Validator validator) {
        Binding binding = new Binding(validator);
        Object made = plan.read(json, binding);
        if (made == null || binding.count() > 0) {
            throw ToolException.invalidInput(binding.problems());
        }
        return Objects.requireNonNull(type.cast(made));
    }
}
