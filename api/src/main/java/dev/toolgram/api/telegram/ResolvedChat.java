package dev.toolgram.api.telegram;

import org.jspecify.annotations.Nullable;

/**
 * The chat of a reference, and the message if the reference is a link to a message.
 *
 * @param chatId TDLib's chat id, for a function's {@code chat_id}
 * @param messageId the server's id of a message of this chat; {@code null} if the reference does not name a message
 */
public record ResolvedChat(long chatId, @Nullable Long messageId) {}
