package dev.toolgram.plugins.files;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TelegramClient;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The place and the options of a message, from the fields that the sending tools share. */
record Placement(
        long chatId,
        Td.@Nullable MessageTopicForum topicId,
        Td.@Nullable InputMessageReplyToMessage replyTo,
        Td.@Nullable MessageSendOptions options) {

    /** TDLib sends a message at once that is due within ten seconds. */
    private static final Duration MIN_AHEAD = Duration.ofSeconds(15);

    private static final Duration MAX_AHEAD = Duration.ofDays(365);

    /**
     * Resolves the chat and checks the message that is replied to.
     *
     * @throws ToolException {@code INVALID_INPUT} on the field that cannot be followed: TDLib would ignore it
     */
    static Placement of(
            TelegramClient telegram,
            ChatReference chat,
            @Nullable Long topicId,
            @Nullable Long replyTo,
            @Nullable String quote,
            boolean silent,
            @Nullable OffsetDateTime schedule) {
        Td.MessageSendOptions options = options(silent, schedule);
        ResolvedChat resolved = telegram.resolveMessage("chat", chat);
        return new Placement(
                resolved.chatId(),
                topicId == null ? null : new Td.MessageTopicForum(topicId),
                reply(telegram, resolved, replyTo, quote),
                options);
    }

    private static Td.@Nullable MessageSendOptions options(boolean silent, @Nullable OffsetDateTime schedule) {
        if (schedule == null) {
            return silent ? new Td.MessageSendOptions(true, null) : null;
        }
        Instant time = schedule.toInstant();
        if (time.isBefore(Instant.now().plus(MIN_AHEAD))) {
            throw ToolException.invalidInput(
                    "schedule", "This time is not in the future: give one at least 15 seconds ahead, in UTC");
        }
        if (time.isAfter(Instant.now().plus(MAX_AHEAD))) {
            throw ToolException.invalidInput("schedule", "Telegram schedules messages for a year at most");
        }
        return new Td.MessageSendOptions(silent, new Td.MessageSchedulingStateSendAtDate((int) time.getEpochSecond()));
    }

    private static Td.@Nullable InputMessageReplyToMessage reply(
            TelegramClient telegram, ResolvedChat chat, @Nullable Long replyTo, @Nullable String quote) {
        Long linked = chat.messageId();
        if (linked != null && replyTo != null && !linked.equals(replyTo)) {
            throw ToolException.invalidInput(
                    "reply_to",
                    "The chat is a link to message %d: use a reference to the chat, or omit reply_to"
                            .formatted(linked));
        }
        Long messageId = replyTo == null ? linked : replyTo;
        if (messageId == null) {
            if (quote != null) {
                throw ToolException.invalidInput("quote", "A quote needs reply_to, the message that it is from");
            }
            return null;
        }
        String field = replyTo == null ? "chat" : "reply_to";
        Message message = replyTo == null && quote == null
                ? null
                : MessageLookup.require(telegram, chat.chatId(), messageId, field);
        long id = Message.tdlibId(messageId);
        if (!telegram.send(new Td.GetMessageProperties(chat.chatId(), id)).canBeReplied()) {
            throw ToolException.invalidInput(
                    field,
                    ("Message %d cannot be replied to: it is the service message that opens the chat, or this account"
                                    + " cannot write in the chat; nothing was sent")
                            .formatted(messageId));
        }
        return new Td.InputMessageReplyToMessage(id, quote == null || message == null ? null : quote(message, quote));
    }

    private static Td.InputTextQuote quote(Message message, String quote) {
        int start = message.text().indexOf(quote);
        if (start < 0) {
            throw ToolException.invalidInput(
                    "quote",
                    "Message %d does not contain this text: quote a part of it word for word".formatted(message.id()));
        }
        return Td.InputTextQuote.of(quote, start);
    }
}
