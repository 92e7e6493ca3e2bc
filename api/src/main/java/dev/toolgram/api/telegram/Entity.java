package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.schema.Description;
import org.jspecify.annotations.Nullable;

/**
 * A person, group or channel as every tool shows it. Fields that are not known are left out of the JSON.
 *
 * @param id the bare, positive id
 * @param type what it is
 * @param username without {@code @}
 * @param firstName of a user
 * @param lastName of a user
 * @param title of a group or channel
 * @param phone of a user, digits only, when the account may see it
 * @param bot whether a user is a bot; {@code null} for a group or channel
 * @param ref can be passed back as a chat reference and always resolves
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

    /** Only the kind and the reference: this is for logs, and the rest is somebody's name and number. */
    @Override
    public String toString() {
        return "Entity[type=" + type + ", ref=" + ref + "]";
    }

    /** What an entity is. */
    public enum Type {
        /** A person or a bot. */
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
