package dev.toolgram.host.config;

import dev.toolgram.api.ToolException;
import jakarta.validation.Validator;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes records from JSON: strictly, validated, with every problem reported. Everything about the record is found out
 * when this is made. Thread-safe.
 *
 * @param <R> the record
 */
public final class RecordBinder<R extends Record> {

    private final Class<R> type;
    private final RecordType plan;
    private final Validator validator;

    /**
     * The binder of a record.
     *
     * @throws IllegalArgumentException if values of the record cannot come from JSON, or its declaration has another
     *     mistake; the message says which
     */
    public RecordBinder(Class<R> type, Validator validator) {
        ValueTypes types = new ValueTypes(true);
        this.type = type;
        this.validator = validator;
        this.plan = types.record(type);
        types.records().forEach(record -> record.check(validator));
    }

    /**
     * The record.
     *
     * @throws ToolException {@code INVALID_INPUT} with the first 20 problems
     */
    public R bind(ObjectNode json) {
        Binding binding = new Binding(validator);
        Object made = plan.read(json, binding);
        if (made == null || binding.count() > 0) {
            throw ToolException.invalidInput(binding.problems());
        }
        return Objects.requireNonNull(type.cast(made));
    }
}
