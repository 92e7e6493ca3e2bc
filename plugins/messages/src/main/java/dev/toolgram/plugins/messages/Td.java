package dev.toolgram.plugins.messages;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.schema.Description;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TDLib functions of the message tools, with the fields they use; see td_api. */
final class Td {

    private Td() {}

    record SendMessage(
            long chatId,
            @Nullable MessageTopic topicId,
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

    record SearchMessages(
            String query,
            String offset,
            int limit,
            @Nullable SearchMessagesFilter filter,
            @Nullable SearchMessagesChatTypeFilter chatTypeFilter,
            int minDate,
            int maxDate)
            implements TdFunction<FoundMessages> {}

    record FoundMessages(List<Message> messages, String nextOffset) {}

    sealed interface SearchMessagesChatTypeFilter {
        record SearchMessagesChatTypeFilterPrivate() implements SearchMessagesChatTypeFilter {}

        record SearchMessagesChatTypeFilterGroup() implements SearchMessagesChatTypeFilter {}

        record SearchMessagesChatTypeFilterChannel() implements SearchMessagesChatTypeFilter {}
    }

    record GetMessageThread(long chatId, long messageId) implements TdFunction<MessageThreadInfo> {}

    record MessageThreadInfo(long chatId, long messageThreadId) {}

    record GetMessageLink(long chatId, long messageId) implements TdFunction<MessageLink> {}

    record MessageLink(
            @Description("The link.") String link,

            @Description("Whether it works for people outside of the chat.")
            boolean isPublic) {}

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

    record InputMessageReplyToMessage(
            long messageId, @Nullable InputTextQuote quote) {}

    record InputTextQuote(FormattedText text, int position) {}

    record MessageSendOptions(
            boolean disableNotification, @Nullable MessageSchedulingStateSendAtDate schedulingState) {

        static @Nullable MessageSendOptions silent(boolean silent) {
            return of(silent, null);
        }

        /**
         * The options of a message.
         *
         * @param schedule the time to send it; {@code null} for now
         * @throws ToolException {@code INVALID_INPUT} on field {@code schedule} if that is not in the future: TDLib would
         *     send it at once
         */
        static @Nullable MessageSendOptions of(boolean silent, @Nullable OffsetDateTime schedule) {
            if (schedule == null) {
                return silent ? new MessageSendOptions(true, null) : null;
            }
            Instant time = schedule.toInstant();
            if (time.isBefore(Instant.now().plus(MIN_AHEAD))) {
                throw ToolException.invalidInput(
                        "schedule", "This time is not in the future: give one at least 15 seconds ahead, in UTC");
            }
            if (time.isAfter(Instant.now().plus(MAX_AHEAD))) {
                throw ToolException.invalidInput("schedule", "Telegram schedules messages for a year at most");
            }
            return new MessageSendOptions(silent, new MessageSchedulingStateSendAtDate((int) time.getEpochSecond()));
        }
    }

    /** TDLib sends a message at once that is due within ten seconds. */
    private static final Duration MIN_AHEAD = Duration.ofSeconds(15);

    private static final Duration MAX_AHEAD = Duration.ofDays(365);

    record MessageSchedulingStateSendAtDate(int sendDate) {}

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
