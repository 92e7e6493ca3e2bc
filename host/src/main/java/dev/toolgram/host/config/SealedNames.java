package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the records of a sealed interface are told apart in JSON: as Jackson's annotations say, otherwise by a field
 * {@code type} with the record's name in snake case.
 */
public final class SealedNames {

    private static final String DISCRIMINATOR = "type";

    private SealedNames() {}

    /** The field that says which record it is. */
    public static String discriminator(Class<?> type) {
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        if (info == null) {
            return DISCRIMINATOR;
        }
        return info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
    }

    /** The permitted records, those of permitted sealed interfaces included, by their names. */
    static Map<String, Class<?>> records(Class<?> type) {
        Map<String, Class<?>> records = new LinkedHashMap<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isInterface() && permitted.isSealed()) {
                records.putAll(records(permitted));
            } else {
                records.put(name(type, permitted), permitted);
            }
        }
        return records;
    }

    private static String name(Class<?> type, Class<?> permitted) {
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        if (subtypes != null) {
            for (JsonSubTypes.Type subtype : subtypes.value()) {
                if (subtype.value() == permitted && !subtype.name().isEmpty()) {
                    return subtype.name();
                }
            }
        }
        return name(permitted);
    }

    /** The name that a record has by itself. */
    public static String name(Class<?> record) {
        JsonTypeName explicit = record.getAnnotation(JsonTypeName.class);
        return explicit == null || explicit.value().isEmpty()
                ? JsonNames.snake(record.getSimpleName())
                : explicit.value();
    }
}
