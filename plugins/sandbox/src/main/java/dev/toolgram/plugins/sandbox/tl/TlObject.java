package dev.toolgram.plugins.sandbox.tl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of the schema: the name of its constructor (or function) and its fields. Immutable. Values are
 * {@link Integer}, {@link Long}, {@link Double}, {@link Boolean}, {@link String}, {@code byte[]}, {@link TlObject} and
 * lists of these. A field that is not there reads as zero, false, the empty text or the empty list, which is what the
 * protocol means by leaving it out.
 */
public final class TlObject {
    private static final int MAX_TEXT_LENGTH = 700;

    private final String name;
    private final Map<String, Object> fields;

    private TlObject(String name, Map<String, Object> fields) {
        this.name = name;
        this.fields = fields;
    }

    /** Builds one from names and values in turn; a {@code null} value leaves the field out. */
    public static TlObject of(String name, @Nullable Object... namesAndValues) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object field = namesAndValues[i];
            Object value = namesAndValues[i + 1];
            if (field instanceof String key && value != null) {
                fields.put(key, value);
            }
        }
        return new TlObject(name, fields);
    }

    static TlObject owning(String name, Map<String, Object> fields) {
        return new TlObject(name, fields);
    }

    /** The same object with one field set, or left out when the value is {@code null}. */
    public TlObject with(String field, @Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(fields);
        if (value == null) {
            copy.remove(field);
        } else {
            copy.put(field, value);
        }
        return new TlObject(name, copy);
    }

    /** The constructor's name. */
    public String name() {
        return name;
    }

    /** Whether this is made by the constructor. */
    public boolean is(String constructor) {
        return name.equals(constructor);
    }

    /** All fields that are there. */
    public Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** Whether the field is there. */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** The raw value; {@code null} when it is not there. */
    public @Nullable Object value(String field) {
        return fields.get(field);
    }

    /** A number of 32 bits. */
    public int intField(String field) {
        return fields.get(field) instanceof Integer value ? value : 0;
    }

    /** A number of 64 bits. */
    public long longField(String field) {
        return fields.get(field) instanceof Number value ? value.longValue() : 0;
    }

    /** A yes or no. */
    public boolean boolField(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    /** A text. */
    public String stringField(String field) {
        return fields.get(field) instanceof String value ? value : "";
    }

    /** Bytes. */
    public byte[] bytes(String field) {
        return fields.get(field) instanceof byte[] value ? value : new byte[0];
    }

    /** An object that must be there. */
    public TlObject object(String field) {
        if (fields.get(field) instanceof TlObject value) {
            return value;
        }
        throw new TlException(name + " has no object " + field);
    }

    /** An object that may be missing. */
    public @Nullable TlObject optional(String field) {
        return fields.get(field) instanceof TlObject value ? value : null;
    }

    /** A list of objects. */
    public List<TlObject> objects(String field) {
        return list(field, TlObject.class);
    }

    /** A list of numbers of 32 bits. */
    public List<Integer> intFields(String field) {
        return list(field, Integer.class);
    }

    /** A list of numbers of 64 bits. */
    public List<Long> longFields(String field) {
        return list(field, Long.class);
    }

    private <T> List<T> list(String field, Class<T> type) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(type::cast).toList()
                : List.of();
    }

    /** For the log: long values shortened, bytes as their number. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        print(this, out);
        return out.length() > MAX_TEXT_LENGTH ? out.substring(0, MAX_TEXT_LENGTH) + "…" : out.toString();
    }

    private static void print(Object value, StringBuilder out) {
        if (out.length() > MAX_TEXT_LENGTH) {
            return;
        }
        switch (value) {
            case byte[] bytes -> out.append("bytes(").append(bytes.length).append(')');
            case List<?> list -> {
                out.append('[');
                list.forEach(element -> print(element, out.append(' ')));
                out.append(" ]");
            }
            case TlObject object -> {
                out.append(object.name).append('{');
                object.fields.forEach((field, inner) ->
                        print(inner, out.append(' ').append(field).append('=')));
                out.append(" }");
            }
            default -> out.append(value);
        }
    }
}
