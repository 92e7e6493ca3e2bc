package dev.toolgram.plugins.chats;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatList;
import dev.toolgram.tdlib.GetChats;
import dev.toolgram.tdlib.LoadChats;
import java.util.List;

/** Reads the account's lists of chats (td_api {@code loadChats}, {@code getChats}). */
final class ChatLists {

    /** More than an account has. */
    private static final int EVERY = 1_000_000;

    private final TelegramClient telegram;

    ChatLists(TelegramClient telegram) {
        this.telegram = telegram;
    }

    /** The ids of the first chats of a list, in its order. */
    List<Long> first(ChatList list, int count) {
        List<Long> ids = telegram.send(new GetChats(list, count)).chatIds();
        while (ids.size() < count && loadMore(list, count - ids.size())) {
            ids = telegram.send(new GetChats(list, count)).chatIds();
        }
        return ids;
    }

    /** The ids of all chats of a list, in its order. */
    List<Long> all(ChatList list) {
        while (loadMore(list, EVERY)) {}
        return telegram.send(new GetChats(list, EVERY)).chatIds();
    }

    /** Loads more chats; returns false if the list is complete, which TDLib reports as error 404. */
    private boolean loadMore(ChatList list, int count) {
        try {
            var _ = telegram.send(new LoadChats(list, count));
            return true;
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return false;
            }
            throw e;
        }
    }
}
