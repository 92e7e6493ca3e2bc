package dev.toolgram.plugins.inbox;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChatHistory;
import dev.toolgram.tdlib.GetChatMessageByDate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Reads the messages of a chat, a page at a time (td_api {@code getChatHistory}). */
final class History {

    /** TDLib's maximum per request. */
    static final int PAGE = 100;

    private final TelegramClient telegram;
    private final long chatId;

    History(TelegramClient telegram, long chatId) {
        this.telegram = telegram;
        this.chatId = chatId;
    }

    /**
     * The messages older than an id, newest first; 0 for all.
     *
     * @param most the number of messages that are needed
     */
    Iterator<MessagePage> olderThan(long id, int most) {
        // TDLib first returns what it has locally, often only one message, and the start message with it.
        int size = Math.min(most + 1, PAGE);
        return telegram.pages(from -> new GetChatHistory(chatId, from, 0, size, false), Message.tdlibId(id), most);
    }

    /** The messages after an id, oldest first; none at the end. */
    List<Message> after(long id) {
        return telegram
                .send(
                        new GetChatHistory(chatId, Message.tdlibId(Math.max(id, 1)), 1 - PAGE, PAGE, false),
                        MessagePage.class)
                .messages()
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
