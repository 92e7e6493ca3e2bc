package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolgram.api.schema.Description;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A message, in the form that all tools return. All fields but {@code scheduled} are always present in the JSON.
 *
 * @param id the server's id, see {@link #tdlibId(long)}; of a scheduled message, its id among the chat's scheduled
 *     messages
 * @param date the time when it was sent, or will be sent, in UTC
 * @param chatId the bare id of its chat
 * @param senderId the bare id of its sender; {@code null} when unknown
 * @param sender who sent it; {@code null} when unknown
 * @param text the text, or the caption of a media message; empty when there is none
 * @param out whether this account sent it
 * @param replyToMsgId the server's id of the message that this one replies to; {@code null} when it is not a reply
 * @param media whether it contains media
 * @param mediaType the media constructor of Telegram's API, for example {@code MessageMediaPhoto}; {@code null} without
 *     media
 * @param fwdFrom where it was forwarded from; {@code null} when it was not forwarded
 * @param views how often it was viewed; {@code null} where Telegram does not count, which it does for channel posts and
 *     their copies
 * @param forwards how often it was forwarded; {@code null} where Telegram does not count
 * @param chatRef a chat reference that always resolves to its chat
 * @param scheduled {@code true} for a message that Telegram has not sent yet, whose id no other message tool accepts;
 *     {@code null}, and absent in the JSON, for all others
 */
public record Message(
        @Description("The message's id within its chat.") long id,
        @Description("When it was sent, ISO 8601 in UTC.") OffsetDateTime date,
        @Description("The bare id of the chat.") long chatId,
        @Description("The bare id of the sender.") @Nullable Long senderId,
        @Description("Who sent it.") @Nullable Sender sender,

        @Description("The text, or the caption of a media message; empty when there is none.")
        String text,

        @Description("Whether this account sent it.") boolean out,

        @Description("The id of the message it replies to.") @Nullable
        Long replyToMsgId,

        @Description("Whether it contains media.") boolean media,

        @Description("The kind of media, for example MessageMediaPhoto.") @Nullable
        String mediaType,

        @Description("Where it was forwarded from.") @Nullable
        ForwardOrigin fwdFrom,

        @Description("How often it was viewed, where Telegram counts.") @Nullable
        Integer views,

        @Description("How often it was forwarded, where Telegram counts.") @Nullable
        Integer forwards,

        @Description("Pass this back as chat: it always resolves.")
        String chatRef,

        @Description("True for a scheduled message: it is sent at date, and its id is one of the chat's scheduled"
                + " messages.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Boolean scheduled) {

    private static final int SERVER_ID_SHIFT = 20;

    /** The last bits of TDLib's id tell what kind of message it is; of a scheduled one on the server, they are this. */
    private static final long SCHEDULED = 4;

    private static final int KIND_LENGTH = 3;
    private static final long KIND_BITS = (1L << KIND_LENGTH) - 1;
    private static final long SCHEDULED_ID_BITS = (1L << 18) - 1;

    /** Creates a message that is not forwarded, with a sender of unknown name, as a fake Telegram of a test returns it. */
    public Message(
            long id,
            OffsetDateTime date,
            long chatId,
            @Nullable Long senderId,
            String text,
            boolean out,
            @Nullable Long replyToMsgId,
            boolean media,
            @Nullable String mediaType,
            String chatRef) {
        this(
                id,
                date,
                chatId,
                senderId,
                senderId == null ? null : new Sender(senderId, "", null),
                text,
                out,
                replyToMsgId,
                media,
                mediaType,
                null,
                null,
                null,
                chatRef,
                null);
    }

    /**
     * Converts a server message id to TDLib's: shifted left by 20 bits, the space between holding the ids of messages
     * that are still being sent. Tools return and accept only server ids.
     */
    public static long tdlibId(long serverId) {
        return Math.min(serverId, Integer.MAX_VALUE) << SERVER_ID_SHIFT;
    }

    /**
     * Converts TDLib's message id to the server's; the inverse of {@link #tdlibId(long)}. A scheduled message's id is
     * converted to its id among the chat's scheduled messages; that has no inverse, because TDLib's contains the date.
     */
    public static long serverId(long tdlibId) {
        return (tdlibId & KIND_BITS) == SCHEDULED
                ? (tdlibId >> KIND_LENGTH) & SCHEDULED_ID_BITS
                : tdlibId >> SERVER_ID_SHIFT;
    }
}
