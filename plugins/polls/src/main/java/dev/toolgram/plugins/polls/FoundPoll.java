package dev.toolgram.plugins.polls;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetMessage;
import dev.toolgram.tdlib.MessageContent;
import dev.toolgram.tdlib.MessagePoll;
import dev.toolgram.tdlib.Poll;
import org.jspecify.annotations.Nullable;

/**
 * The poll that a call is about.
 *
 * @param chatId TDLib's chat id
 * @param messageId TDLib's message id
 * @param poll the poll, as TDLib knows it
 */
record FoundPoll(long chatId, long messageId, Poll poll) {

    /** td_api {@code message}. */
    record Found(@Nullable MessageContent content) {}

    /**
     * Finds the poll.
     *
     * @throws ToolException {@code INVALID_INPUT} if the chat does not contain the message, is a link to another one, or
     *     the message has no poll
     */
    static FoundPoll of(TelegramClient telegram, ChatReference chat, long messageId) {
        ResolvedChat resolved = telegram.resolveMessage("chat", chat);
        Long linked = resolved.messageId();
        if (linked != null && linked != messageId) {
            throw ToolException.invalidInput(
                    "chat",
                    "This link names message %d, but message_id does not: use a reference to the chat"
                            .formatted(linked));
        }
        return read(telegram, resolved.chatId(), Message.tdlibId(messageId));
    }

    /** The same poll, as it is now. */
    FoundPoll again(TelegramClient telegram) {
        return read(telegram, chatId, messageId);
    }

    private static FoundPoll read(TelegramClient telegram, long chatId, long id) {
        Found message;
        try {
            message = telegram.send(new GetMessage(chatId, id), Found.class);
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput(
                        "message_id",
                        "message %d not found in chat: get_messages shows the ids".formatted(Message.serverId(id)));
            }
            throw e;
        }
        if (message.content() instanceof MessagePoll content) {
            return new FoundPoll(chatId, id, content.poll());
        }
        // In the words of the original.
        throw ToolException.invalidInput("message_id", "message has no poll");
    }
}
