package dev.toolgram.api.telegram;

import dev.toolgram.api.schema.Description;
import org.jspecify.annotations.Nullable;

/**
 * The user, group or channel that sent a message. All fields are always present in the JSON.
 *
 * @param id the bare id
 * @param name the first and last name of a user, or the title of a group or channel; empty for a deleted account
 * @param username the public name, without {@code @}; {@code null} when there is none
 */
public record Sender(
        @Description("The bare id.") long id,

        @Description("The name that the sender chose, or the title of a group or channel.")
        String name,

        @Description("The public name, without @.") @Nullable
        String username) {

    /** The id, for logs; the names are left out. */
    @Override
    public String toString() {
        return "Sender[id=" + id + "]";
    }
}
