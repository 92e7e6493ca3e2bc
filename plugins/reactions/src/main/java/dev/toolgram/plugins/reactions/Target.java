package dev.toolgram.plugins.reactions;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatType;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetMessage;
import dev.toolgram.tdlib.MessageInteractionInfo;
import dev.toolgram.tdlib.MessageReaction;
import dev.toolgram.tdlib.ReactionType;
import dev.toolgram.tdlib.ReactionTypePaid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that a call is about.
 *
 * @param chatId TDLib's chat id
 * @param id TDLib's message id
 * @param message the message
 */
record Target(long chatId, long id, Found message) {

    /** td_api {@code message}. */
    record Found(boolean isOutgoing, long date, @Nullable MessageInteractionInfo interactionInfo) {

        List<MessageReaction> reactions() {
            return interactionInfo == null || interactionInfo.reactions() == null
                    ? List.of()
                    : interactionInfo.reactions().reactions();
        }

        /** The reactions of this account, without paid ones, which stay. */
        List<ReactionType> chosen() {
            return reactions().stream()
                    .filter(MessageReaction::isChosen)
                    .map(MessageReaction::type)
                    .filter(type -> !(type instanceof ReactionTypePaid))
                    .toList();
        }
    }

    /** td_api {@code chat}. */
    record Chat(@Nullable ChatType type, long lastReadOutboxMessageId) {}

    /**
     * Finds the message.
     *
     * @throws ToolException {@code INVALID_INPUT} if the chat does not contain it, or is a link to another message
     */
    static Target of(TelegramClient telegram, ChatReference chat, long messageId) {
        ResolvedChat resolved = telegram.resolveMessage("chat", chat);
        Long linked = resolved.messageId();
        if (linked != null && linked != messageId) {
            throw ToolException.invalidInput(
                    "chat",
                    "This link names message %d, but message_id does not: use a reference to the chat"
                            .formatted(linked));
        }
        long id = Message.tdlibId(messageId);
        try {
            return new Target(resolved.chatId(), id, telegram.send(new GetMessage(resolved.chatId(), id), Found.class));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw refused("message %d not found in chat: get_messages shows the ids".formatted(messageId));
            }
            throw e;
        }
    }

    Chat chat(TelegramClient telegram) {
        return telegram.send(new GetChat(chatId), Chat.class);
    }

    static ToolException refused(String reason) {
        return ToolException.invalidInput("message_id", reason);
    }
}
