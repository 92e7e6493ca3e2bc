package dev.toolgram.host.config.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON names of components and records: as Jackson's annotations say, otherwise their own in snake case. The
 * records of a sealed interface are told apart by a discriminator.
 */
public final class JsonNames {

    private static final String DISCRIMINATOR = "type";

    private JsonNames() {}

    /** The name of a component. */
    public static String of(RecordComponent component) {
        JsonProperty explicit = component.getAccessor().getAnnotation(JsonProperty.class);
        return explicit == null || explicit.value().isEmpty() ? snake(component.getName()) : explicit.value();
    }

    /** {@code replyToMsgId} as {@code reply_to_msg_id}. */
    public static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** The field that says which record of a sealed interface it is; {@code type} unless annotated. */
    public static String discriminator(Class<?> type) {
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        if (info == null) {
            return DISCRIMINATOR;
        }
        return info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
    }

    /**
     * The permitted records, those of permitted sealed interfaces included, by their names.
     *
     * @throws IllegalArgumentException if two have one name
     */
    static Map<String, Class<?>> records(Class<?> type) {
        Map<String, Class<?>> records = new LinkedHashMap<>();
        collect(type, type, records);
        return records;
    }

    private static void collect(Class<?> type, Class<?> permitting, Map<String, Class<?>> records) {
        for (Class<?> permitted : permitting.getPermittedSubclasses()) {
            if (permitted.isInterface() && permitted.isSealed()) {
                collect(type, permitted, records);
                continue;
            }
            Class<?> other = records.put(name(permitting, permitted), permitted);
            if (other != null && other != permitted) {
                throw new IllegalArgumentException("%s permits %s and %s, both named '%s': name one with @JsonTypeName"
                        .formatted(type.getName(), other.getName(), permitted.getName(), name(permitting, permitted)));
            }
        }
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

    /** The name of a record where its interface gives it none. */
    public static String name(Class<?> record) {
        JsonTypeName explicit = record.getAnnotation(JsonTypeName.class);
        return explicit == null || explicit.value().isEmpty() ? snake(record.getSimpleName()) : explicit.value();
    }
}
