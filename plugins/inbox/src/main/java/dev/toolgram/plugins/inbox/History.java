package dev.toolgram.plugins.inbox;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChatHistory;
import dev.toolgram.tdlib.GetChatMessageByDate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a chat, a page at a time (td_api {@code getChatHistory}). */
final class History {

    /** TDLib's maximum per request. */
    static final int PAGE = 100;

    /**
     * td_api {@code messages}.
     *
     * @param totalCount an estimate
     * @param messages newest first; {@code null} for one that is still being sent
     */
    record Page(int totalCount, List<@Nullable Message> messages) {

        private List<Message> known() {
            return messages.stream()
                    .filter(Objects::nonNull)
                    .map(message -> Objects.requireNonNull(message))
                    .toList();
        }

        /** The messages older than an id, newest first; 0 for all. */
        List<Message> before(long id) {
            return known().stream()
                    .filter(message -> id == 0 || message.id() < id)
                    .toList();
        }
    }

    private final TelegramClient telegram;
    private final long chatId;

    History(TelegramClient telegram, long chatId) {
        this.telegram = telegram;
        this.chatId = chatId;
    }

    /**
     * The messages up to an id, which is included; 0 starts with the newest. TDLib first returns what it has locally, often
     * only one message: only a page without older ones is the end.
     */
    Page upTo(long id, int limit) {
        return telegram.send(
                new GetChatHistory(chatId, Message.tdlibId(id), 0, Math.min(limit, PAGE), false), Page.class);
    }

    /** The messages after an id, oldest first; none at the end. */
    List<Message> after(long id) {
        return telegram
                .send(new GetChatHistory(chatId, Message.tdlibId(Math.max(id, 1)), 1 - PAGE, PAGE, false), Page.class)
                .known()
                .stream()
                .filter(message -> message.id() > id)
                .sorted(Comparator.comparingLong(Message::id))
                .toList();
    }

    /** The id of the last message before a time; 0 for none. */
    long lastBefore(Instant time) {
        try {
            int date = (int) Math.clamp(time.getEpochSecond() - 1, 1, Integer.MAX_VALUE);
            return telegram.send(new GetChatMessageByDate(chatId, date), Message.class)
                    .id();
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) { // "Not Found"
                return 0;
            }
            throw e;
        }
    }
}
