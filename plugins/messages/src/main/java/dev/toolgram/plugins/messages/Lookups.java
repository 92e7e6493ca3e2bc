package dev.toolgram.plugins.messages;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;

/** Checks that messages exist. */
final class Lookups {

    private Lookups() {}

    /**
     * Returns a message.
     *
     * @param field the input field that contains the id
     * @throws ToolException {@code INVALID_INPUT} on that field if the chat does not contain the message. Without this
     *     check, TDLib sends a reply to a missing message as a plain message
     */
    static Message requireMessage(TelegramClient telegram, long chatId, long messageId, String field) {
        try {
            return telegram.send(new Td.GetMessage(chatId, Message.tdlibId(messageId)));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput(
                        field, "No message %d in this chat; get_messages shows the ids".formatted(messageId));
            }
            throw e;
        }
    }
}
