package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolgram.api.schema.Description;
import org.jspecify.annotations.Nullable;

/**
 * A chat in the account's chat list: the fields of its {@link Entity} and its state in the list.
 *
 * @param id as in {@link Entity}
 * @param type as in {@link Entity}
 * @param username as in {@link Entity}
 * @param firstName as in {@link Entity}
 * @param lastName as in {@link Entity}
 * @param title as in {@link Entity}
 * @param phone as in {@link Entity}
 * @param bot as in {@link Entity}
 * @param ref as in {@link Entity}
 * @param unreadCount the number of unread messages
 * @param pinned whether it is pinned to the top of the list
 * @param lastMessage the newest message; {@code null} when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dialog(
        @Description("The bare id, always positive.") long id,

        @Description("User, Channel (supergroups and channels) or Chat (basic groups).")
        Entity.Type type,

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
        String ref,

        @Description("The number of unread messages.") int unreadCount,

        @Description("Whether the chat is pinned to the top of the list.")
        boolean pinned,

        @Description("The newest message.") @Nullable Message lastMessage) {

    /** Returns the dialog of an entity. */
    public static Dialog of(Entity entity, int unreadCount, boolean pinned, @Nullable Message lastMessage) {
        return new Dialog(
                entity.id(),
                entity.type(),
                entity.username(),
                entity.firstName(),
                entity.lastName(),
                entity.title(),
                entity.phone(),
                entity.bot(),
                entity.ref(),
                unreadCount,
                pinned,
                lastMessage);
    }
}
