package dev.toolgram.plugins.messages;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TDLib functions of the message tools, with the fields they use; see td_api. */
final class Td {

    private Td() {}

    record SendMessage(
            long chatId,
            @Nullable InputMessageReplyToMessage replyTo,
            @Nullable MessageSendOptions options,
            InputMessageText inputMessageContent)
            implements TdFunction<Message> {}

    record EditMessageText(long chatId, long messageId, InputMessageText inputMessageContent)
            implements TdFunction<Message> {}

    record EditMessageCaption(long chatId, long messageId, FormattedText caption) implements TdFunction<Message> {}

    record ForwardMessages(
            long chatId,
            long fromChatId,
            List<Long> messageIds,
            @Nullable MessageSendOptions options) implements TdFunction<Messages> {}

    record DeleteMessages(long chatId, List<Long> messageIds, boolean revoke) implements TdFunction<TdFunction.Ok> {}

    record PinChatMessage(long chatId, long messageId, boolean disableNotification, boolean onlyForSelf)
            implements TdFunction<TdFunction.Ok> {}

    record UnpinChatMessage(long chatId, long messageId) implements TdFunction<TdFunction.Ok> {}

    record GetMessage(long chatId, long messageId) implements TdFunction<Message> {}

    record GetMessageProperties(long chatId, long messageId) implements TdFunction<MessageProperties> {}

    record MessageProperties(boolean canBeForwarded, boolean canBeReplied) {}

    record GetMessages(long chatId, List<Long> messageIds) implements TdFunction<Messages> {}

    record GetChatHistory(long chatId, long fromMessageId, int offset, int limit, boolean onlyLocal)
            implements TdFunction<Messages> {}

    record SearchChatMessages(
            long chatId,
            @Nullable MessageTopic topicId,
            String query,
            @Nullable MessageSender senderId,
            long fromMessageId,
            int offset,
            int limit,
            SearchMessagesFilter filter)
            implements TdFunction<FoundChatMessages> {}

    record GetChatMessageByDate(long chatId, int date) implements TdFunction<Message> {}

    record ViewMessages(long chatId, List<Long> messageIds, boolean forceRead) implements TdFunction<TdFunction.Ok> {}

    record GetChat(long chatId) implements TdFunction<Chat> {}

    /**
     * td_api {@code chat}.
     *
     * @param id TDLib's chat id
     * @param lastMessage the newest message
     */
    record Chat(long id, @Nullable Message lastMessage) {}

    /**
     * td_api {@code messages}.
     *
     * @param totalCount an estimate
     * @param messages the messages; {@code null} for a message that does not exist
     */
    record Messages(int totalCount, List<@Nullable Message> messages) {}

    /**
     * td_api {@code foundChatMessages}.
     *
     * @param messages the messages, newest first
     * @param nextFromMessageId the start of the next page; 0 when there is none
     */
    record FoundChatMessages(List<Message> messages, long nextFromMessageId) {}

    record InputMessageText(FormattedText text, LinkPreviewOptions linkPreviewOptions) {

        /**
         * Returns a text message.
         *
         * @throws ToolException {@code INVALID_INPUT} on field {@code text} if the text contains nothing visible
         */
        static InputMessageText of(
                TelegramClient telegram, String text, @Nullable ParseMode mode, boolean linkPreview) {
            FormattedText formatted = telegram.format(text, mode);
            if (formatted.text().codePoints().noneMatch(Td::isVisible)) {
                throw ToolException.invalidInput("text", "The text is blank: use at least one visible character.");
            }
            return new InputMessageText(formatted, LinkPreviewOptions.of(linkPreview));
        }
    }

    record LinkPreviewOptions(boolean isDisabled) {
        static LinkPreviewOptions of(boolean shown) {
            return new LinkPreviewOptions(!shown);
        }
    }

    record InputMessageReplyToMessage(long messageId) {}

    record MessageSendOptions(boolean disableNotification) {
        static @Nullable MessageSendOptions silent(boolean silent) {
            return silent ? new MessageSendOptions(true) : null;
        }
    }

    sealed interface MessageTopic {
        record MessageTopicForum(long forumTopicId) implements MessageTopic {}

        record MessageTopicThread(long messageThreadId) implements MessageTopic {}
    }

    sealed interface MessageSender {
        record MessageSenderUser(long userId) implements MessageSender {}

        record MessageSenderChat(long chatId) implements MessageSender {}

        /** The sender with the id of a resolved chat. */
        static MessageSender of(long chatId) {
            return chatId > 0 ? new MessageSenderUser(chatId) : new MessageSenderChat(chatId);
        }
    }

    sealed interface SearchMessagesFilter {
        record SearchMessagesFilterEmpty() implements SearchMessagesFilter {}

        record SearchMessagesFilterPhoto() implements SearchMessagesFilter {}

        record SearchMessagesFilterVideo() implements SearchMessagesFilter {}

        record SearchMessagesFilterAnimation() implements SearchMessagesFilter {}

        record SearchMessagesFilterDocument() implements SearchMessagesFilter {}

        record SearchMessagesFilterAudio() implements SearchMessagesFilter {}

        record SearchMessagesFilterVoiceNote() implements SearchMessagesFilter {}

        record SearchMessagesFilterVideoNote() implements SearchMessagesFilter {}

        record SearchMessagesFilterPoll() implements SearchMessagesFilter {}

        record SearchMessagesFilterUrl() implements SearchMessagesFilter {}

        record SearchMessagesFilterPinned() implements SearchMessagesFilter {}
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.FORMAT
                && type != Character.CONTROL
                && !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint);
    }

    /** Converts server message ids to TDLib's. */
    static List<Long> ids(List<Long> serverIds) {
        return serverIds.stream().map(Message::tdlibId).toList();
    }
}
