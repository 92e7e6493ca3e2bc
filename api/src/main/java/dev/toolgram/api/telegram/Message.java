package dev.toolgram.api.telegram;

import dev.toolgram.api.schema.Description;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A message as every tool shows it. All fields are always present in the JSON.
 *
 * @param id the server's id, see {@link #tdlibId(long)}
 * @param date when it was sent, in UTC
 * @param chatId the bare id of its chat
 * @param senderId the bare id of its sender; {@code null} when nobody is known
 * @param text the text, or the caption of a media message; empty when there is none
 * @param out whether this account sent it
 * @param replyToMsgId the server's id of the message it answers
 * @param media whether it carries media
 * @param mediaType the kind of media in the words of Telegram's API, for example {@code MessageMediaPhoto}
 * @param chatRef can be passed back as a chat reference and always resolves
 */
public record Message(
        @Description("The message's id within its chat.") long id,
        @Description("When it was sent, ISO 8601 in UTC.") OffsetDateTime date,
        @Description("The bare id of the chat.") long chatId,
        @Description("The bare id of the sender.") @Nullable Long senderId,

        @Description("The text, or the caption of a media message; empty when there is none.")
        String text,

        @Description("Whether this account sent it.") boolean out,

        @Description("The id of the message it replies to.") @Nullable
        Long replyToMsgId,

        @Description("Whether it carries media.") boolean media,

        @Description("The kind of media, for example MessageMediaPhoto.") @Nullable
        String mediaType,

        @Description("Pass this back as chat: it always resolves.")
        String chatRef) {

    private static final int SERVER_ID_SHIFT = 20;

    /**
     * TDLib's id of a server's message id: TDLib shifts it by 20 bits, to make room for messages that are still being
     * sent. Callers only ever see the server's.
     */
    public static long tdlibId(long serverId) {
        return Math.min(serverId, Integer.MAX_VALUE) << SERVER_ID_SHIFT;
    }

    /** The server's id of TDLib's; undo of {@link #tdlibId(long)}. */
    public static long serverId(long tdlibId) {
        return tdlibId >> SERVER_ID_SHIFT;
    }
}
