package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** The JSON names of components of records and of types. */
public final class JsonNames {

    private JsonNames() {}

    /** The name of a component: {@link JsonProperty}, otherwise its own in snake case. */
    static String of(RecordComponent component) {
        JsonProperty explicit = component.getAccessor().getAnnotation(JsonProperty.class);
        return explicit == null || explicit.value().isEmpty() ? snake(component.getName()) : explicit.value();
    }

    /** {@code replyToMsgId} as {@code reply_to_msg_id}. */
    public static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
