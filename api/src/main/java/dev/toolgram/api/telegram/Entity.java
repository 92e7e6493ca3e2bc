package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.schema.Description;
import org.jspecify.annotations.Nullable;

/**
 * A user, group or channel, in the form that all tools return. Unknown fields are omitted from the JSON.
 *
 * @param id the bare, positive id
 * @param type the kind of entity
 * @param username the public name, without {@code @}
 * @param firstName the first name of a user
 * @param lastName the last name of a user
 * @param title the title of a group or channel
 * @param phone the phone number of a user, digits only, when visible to this account
 * @param bot whether a user is a bot; {@code null} for a group or channel
 * @param ref a chat reference that always resolves to this entity
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entity(
        @Description("The bare id, always positive.") long id,

        @Description("User, Channel (supergroups and channels) or Chat (basic groups).")
        Type type,

        @Description("The public name, without @.") @Nullable
        String username,

        @Nullable String firstName,
        @Nullable String lastName,

        @Description("The title of a group or channel.") @Nullable
        String title,

        @Description("The phone number, digits only, when this account may see it.") @Nullable
        String phone,

        @Description("Whether the user is a bot.") @Nullable Boolean bot,

        @Description("Pass this back as chat: it always resolves.")
        String ref) {

    /** The type and the reference, for logs; names and phone numbers are left out. */
    @Override
    public String toString() {
        return "Entity[type=" + type + ", ref=" + ref + "]";
    }

    /** The kinds of entities. */
    public enum Type {
        /** A user or a bot. */
        @JsonProperty("User")
        USER,
        /** A supergroup or a channel. */
        @JsonProperty("Channel")
        CHANNEL,
        /** A basic group. */
        @JsonProperty("Chat")
        CHAT
    }
}
