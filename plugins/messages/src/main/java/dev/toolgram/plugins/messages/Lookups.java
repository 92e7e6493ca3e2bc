package dev.toolgram.plugins.messages;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;

/** Checks that messages exist. */
final class Lookups {

    private Lookups() {}

    /**
     * Resolves the chat that contains the given messages. A link to a message must name one of them.
     *
     * @param field the input field that contains the reference
     * @param idsField the input field that contains the ids
     */
    static long chatOf(TelegramClient telegram, String field, ChatReference chat, String idsField, List<Long> ids) {
        ResolvedChat resolved = telegram.resolveMessage(field, chat);
        Long linked = resolved.messageId();
        if (linked != null && !ids.contains(linked)) {
            throw ToolException.invalidInput(
                    field,
                    "This link names message %d, but %s does not: use a reference to the chat"
                            .formatted(linked, idsField));
        }
        return resolved.chatId();
    }

    /**
     * Returns the id of the message that a call refers to by its id, by a link as its chat, or by both.
     *
     * @param field the input field that contains the id
     * @param id 0 if the field is not given
     * @return 0 if neither names a message
     */
    static long messageId(ResolvedChat chat, String field, long id) {
        Long linked = chat.messageId();
        if (linked == null || linked == id) {
            return id;
        }
        if (id == 0) {
            return linked;
        }
        throw ToolException.invalidInput(
                field,
                "The chat is a link to message %d: use a reference to the chat, or omit %s".formatted(linked, field));
    }

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
                        field, "message %d not found in chat: get_messages shows the ids".formatted(messageId));
            }
            throw e;
        }
    }
}
