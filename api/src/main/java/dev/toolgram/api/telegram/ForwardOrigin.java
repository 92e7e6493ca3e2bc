package dev.toolgram.api.telegram;

import dev.toolgram.api.schema.Description;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The original of a forwarded message. All fields are always present in the JSON.
 *
 * @param date the time when the original was sent, in UTC
 * @param fromId the bare id of the user, group or channel that sent it; {@code null} if its sender hides it
 * @param fromName the sender's name or title; {@code null} when unknown
 * @param fromRef a chat reference that resolves to the sender where this account knows it; {@code null} if it is hidden
 * @param channelPost the id of the original in its channel; {@code null} when it is not a channel post
 * @param postAuthor the signature of a channel post or of an anonymous administrator; {@code null} without one
 */
public record ForwardOrigin(
        @Description("When the original was sent, ISO 8601 in UTC.")
        OffsetDateTime date,

        @Description("The bare id of its sender; null if the sender hides it.") @Nullable
        Long fromId,

        @Description("The name of its sender.") @Nullable String fromName,
        @Description("Pass this back as chat.") @Nullable String fromRef,

        @Description("The id of the original in its channel.") @Nullable
        Long channelPost,

        @Description("The signature of the author.") @Nullable
        String postAuthor) {

    /** The sender's id, for logs; names are left out. */
    @Override
    public String toString() {
        return "ForwardOrigin[fromId=" + fromId + "]";
    }
}
