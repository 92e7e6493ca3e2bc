package dev.toolgram.host.config.schema;

import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The type of a value. {@link ValueReader} reads its values from JSON, {@link SchemaBuilder} describes them as JSON
 * Schema, and {@link TextValues} converts text.
 */
public sealed interface ValueType {

    /**
     * A type where it is used: a component of a record, or the elements of a list or map.
     *
     * @param type the type
     * @param constraints its constraints of Jakarta Validation
     * @param nullable whether {@code null} is accepted
     */
    record Element(ValueType type, List<Annotation> constraints, boolean nullable) {}

    /**
     * One JSON value.
     *
     * @param words completes "must be", with an example where the form is not obvious
     * @param problem the type of the problem that a value of another JSON type is
     * @param keywords its JSON Schema
     * @param parse makes the value; {@code null} for another JSON type. An {@link ArithmeticException} is a number out
     *     of range, an {@link IllegalArgumentException} or {@link java.time.DateTimeException} a text of another form
     * @param textWords as {@code words}, for a value written as text
     * @param fromText the JSON value of a text
     */
    record Scalar(
            String words,
            String problem,
            ObjectNode keywords,
            Function<JsonNode, @Nullable Object> parse,
            String textWords,
            Function<String, JsonNode> fromText)
            implements ValueType {}

    /**
     * A list, set or array.
     *
     * @param element its elements
     * @param unique whether equal elements are rejected
     * @param size a longer list is not even read; {@code null} for any
     * @param collect makes the value of the elements
     */
    record ListOf(
            Element element, boolean unique, @Nullable Size size, Function<List<@Nullable Object>, Object> collect)
            implements ValueType {}

    /**
     * An object with any keys.
     *
     * @param key the type of the keys, which are text in JSON
     * @param value its values
     */
    record MapOf(Element key, Element value) implements ValueType {}

    /**
     * A type that is made of one other value.
     *
     * @param argument the other value
     * @param conversion makes the value
     */
    record Converted(Element argument, Conversion conversion) implements ValueType {}

    /** Throws an {@link IllegalArgumentException} whose message is for the caller, or another exception. */
    interface Conversion {
        /** Makes a value of another one. */
        Object convert(Object value) throws Throwable;
    }

    /**
     * A component of a record.
     *
     * @param component its name in Java
     * @param name its name in JSON
     * @param element its type
     * @param absent the value of a missing one that has no default
     * @param optional whether the value may be missing even without a default
     * @param defaultText the default as its author wrote it
     * @param defaultValue the value of a missing one; {@code null} for {@code absent}
     * @param description for people; may be empty
     * @param omitted whether it is left out of a result when {@code null}
     */
    record Field(
            String component,
            String name,
            Element element,
            @Nullable Object absent,
            boolean optional,
            @Nullable String defaultText,
            @Nullable JsonNode defaultValue,
            String description,
            boolean omitted) {

        /** Whether the value must be given. */
        public boolean required() {
            return !optional && defaultValue == null;
        }
    }

    /**
     * A record: an object whose fields are its components.
     *
     * @param type the record
     * @param constructor takes an array of all values
     * @param fields by their JSON names; added after the record was made, because they may refer to it
     */
    record RecordOf(Class<?> type, MethodHandle constructor, Map<String, Field> fields) implements ValueType {}

    /**
     * A sealed interface: one of the records that it permits.
     *
     * @param name its name
     * @param discriminator the field that names the record
     * @param records by their names; added after this was made, because they may refer to it
     */
    record OneOf(String name, String discriminator, Map<String, RecordOf> records) implements ValueType {}
}
