package dev.toolgram.plugins.sandbox.tl;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A constructor or a function.
 *
 * @param name as the schema writes it
 * @param id the four bytes it begins with
 * @param fields in the order of the bytes
 * @param result the type it makes, or answers with
 * @param names the names of the fields
 */
record Combinator(String name, int id, List<Field> fields, TlType result, Set<String> names) {

    Combinator(String name, int id, List<Field> fields, TlType result) {
        this(
                name,
                id,
                List.copyOf(fields),
                result,
                fields.stream().map(Field::name).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * A field.
     *
     * @param flags the name of the field of bits that says whether this one is there; {@code null}: it always is
     * @param bit which bit
     */
    record Field(String name, TlType type, @Nullable String flags, int bit, boolean isFlags) {

        /** Reads {@code name:type} or {@code name:flags.3?type}. */
        static Field parse(String text) {
            int colon = text.indexOf(':');
            int question = text.indexOf('?');
            String name = text.substring(0, colon);
            return question < 0
                    ? of(name, text.substring(colon + 1), null)
                    : of(name, text.substring(question + 1), text.substring(colon + 1, question));
        }

        /** With a predicate such as {@code flags.3}, or {@code null}. */
        static Field of(String name, String type, @Nullable String predicate) {
            boolean isFlags = type.equals("#");
            if (predicate == null) {
                return new Field(name, TlType.named(type), null, 0, isFlags);
            }
            int dot = predicate.indexOf('.');
            int bit = Integer.parseInt(predicate.substring(dot + 1));
            return new Field(name, TlType.named(type), predicate.substring(0, dot), bit, isFlags);
        }
    }
}
