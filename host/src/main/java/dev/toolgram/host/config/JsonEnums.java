package dev.toolgram.host.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The JSON names of enum constants. */
public final class JsonEnums {

    private JsonEnums() {}

    /** What {@link JsonProperty} says, otherwise the constant's own. */
    public static String nameOf(Enum<?> constant) {
        try {
            JsonProperty explicit =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return explicit == null ? constant.name() : explicit.value();
        } catch (NoSuchFieldException e) {
            return constant.name();
        }
    }
}
