package dev.toolgram.plugins.inbox;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatFolder;
import dev.toolgram.tdlib.ChatList;
import dev.toolgram.tdlib.ChatListFolder;
import dev.toolgram.tdlib.GetChatFolder;
import dev.toolgram.tdlib.GetChats;
import dev.toolgram.tdlib.LoadChats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the account's lists of chats (td_api {@code loadChats}, {@code getChats}, {@code getChatFolder}). */
final class ChatLists {

    /** More than an account has. */
    private static final int EVERY = 1_000_000;

    private static final int FIRST_FOLDER = 2;
    private static final int LAST_FOLDER = 255;

    private final TelegramClient telegram;

    ChatLists(TelegramClient telegram) {
        this.telegram = telegram;
    }

    /** The ids of all chats of a list, in its order. */
    List<Long> all(ChatList list) {
        while (loadMore(list)) {}
        return telegram.send(new GetChats(list, EVERY)).chatIds();
    }

    /** Returns false if the list is complete, which TDLib reports as error 404. */
    private boolean loadMore(ChatList list) {
        try {
            var _ = telegram.send(new LoadChats(list, EVERY));
            return true;
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The folder with a name in any case, or with an id. TDLib lists the folders only in an update, which a plugin that is
     * loaded later does not get; it answers for each possible id without asking Telegram.
     *
     * @throws ToolException {@code INVALID_INPUT} on the field {@code folder}
     */
    ChatList folder(String nameOrId) {
        String wanted = nameOrId.strip().toLowerCase(Locale.ROOT);
        List<Integer> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int id = FIRST_FOLDER; id <= LAST_FOLDER; id++) {
            String name = name(id);
            if (name != null) {
                names.add("%s (%d)".formatted(name, id));
                if (name.toLowerCase(Locale.ROOT).equals(wanted)
                        || Integer.toString(id).equals(wanted)) {
                    found.add(id);
                }
            }
        }
        if (found.size() == 1) {
            return new ChatListFolder(found.getFirst());
        }
        throw ToolException.invalidInput(
                "folder",
                (found.isEmpty() ? "No chat folder '%s'" : "Several chat folders '%s': use the id").formatted(nameOrId)
                        + (names.isEmpty()
                                ? ": the account has no chat folders"
                                : ". The folders are: " + String.join(", ", names)));
    }

    private @Nullable String name(int id) {
        try {
            ChatFolder folder = telegram.send(new GetChatFolder(id));
            return folder.name().text().text();
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return null;
            }
            throw e;
        }
    }
}
