package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.schema.DefaultValue;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a record's components appear in JSON: one rule, for the schema and for the binding. */
public final class JsonNames {

    private JsonNames() {}

    /** The component's JSON name: what {@link JsonProperty} says, otherwise its own in snake case. */
    public static String of(RecordComponent component) {
        JsonProperty explicit = component.getAccessor().getAnnotation(JsonProperty.class);
        return explicit == null || explicit.value().isEmpty() ? snake(component.getName()) : explicit.value();
    }

    /** {@code replyToMsgId} as {@code reply_to_msg_id}. */
    public static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** Whether {@code null} may stand for the component. */
    public static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** What the component is when the caller leaves it out; {@code null} when nothing was declared. */
    public static @Nullable DefaultValue defaultOf(RecordComponent component) {
        return component.getAnnotation(DefaultValue.class);
    }

    /** Whether the caller must give the component. */
    public static boolean isRequired(RecordComponent component) {
        return !isNullable(component) && defaultOf(component) == null;
    }
}
