package dev.toolgram.plugins.files;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetMessage;

/** Finds the message that a call names by the fields {@code chat} and {@code message_id}. */
final class MessageLookup {

    private MessageLookup() {}

    /** Resolves the chat. A link to a message must name this one. */
    static long chatOf(TelegramClient telegram, ChatReference chat, long messageId) {
        ResolvedChat resolved = telegram.resolveMessage("chat", chat);
        Long linked = resolved.messageId();
        if (linked != null && linked != messageId) {
            throw ToolException.invalidInput(
                    "chat",
                    "This link names message %d, but message_id does not: use a reference to the chat"
                            .formatted(linked));
        }
        return resolved.chatId();
    }

    /**
     * Returns a message.
     *
     * @param field the field that names it
     * @throws ToolException {@code INVALID_INPUT} if the chat does not contain the message
     */
    static Message require(TelegramClient telegram, long chatId, long messageId, String field) {
        try {
            return telegram.send(new GetMessage(chatId, Message.tdlibId(messageId)), Message.class);
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput(field, "message %d not found in chat".formatted(messageId));
            }
            throw e;
        }
    }
}
