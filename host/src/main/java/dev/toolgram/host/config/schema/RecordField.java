package dev.toolgram.host.config.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
 * @param nested the fields of a record without a default; empty for every other type
 * @param omitted whether it is left out of a result when {@code null}
 */
public record RecordField(
        String component,
        String name,
        Element element,
        @Nullable Object absent,
        boolean optional,
        @Nullable String defaultText,
        @Nullable JsonNode defaultValue,
        String description,
        List<RecordField> nested,
        boolean omitted) {

    /** Whether the value must be given. */
    public boolean required() {
        return !optional && defaultValue == null;
    }

    /** Completes "must be" for a value written as text. */
    public String textWords() {
        return element.type().textWords();
    }

    /** The JSON value of a text. */
    public JsonNode fromText(String text) {
        return element.type().fromText(text);
    }
}
