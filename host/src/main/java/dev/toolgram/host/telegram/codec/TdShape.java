package dev.toolgram.host.telegram.codec;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a TDLib object that becomes a value of a shared type.
 *
 * @param fields the object's own fields that are needed; empty for all. TDLib sends many more, and each costs time
 * @param read converts the object
 */
public record TdShape(Set<String> fields, Function<JsonNode, @Nullable Object> read) {

    /** A shape that needs the whole object. */
    public static TdShape of(Function<JsonNode, @Nullable Object> read) {
        return new TdShape(Set.of(), read);
    }
}
