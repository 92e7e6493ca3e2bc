package dev.toolgram.plugins.messages;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;

/** Makes sure that a message is there before something is done with it. */
final class Lookups {

    private Lookups() {}

    /**
     * The message.
     *
     * @param field the input's field that named it
     * @throws ToolException {@code INVALID_INPUT} on that field if the chat has no such message. TDLib would send a
     *     reply to it as a plain message, and the caller would not learn of it
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
