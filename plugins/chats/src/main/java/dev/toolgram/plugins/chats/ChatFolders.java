package dev.toolgram.plugins.chats;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatFolder;
import dev.toolgram.tdlib.GetChatFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the account's chat folders (td_api {@code getChatFolder}). TDLib lists them only in an update, which a plugin that
 * is loaded later does not get; it answers for each possible id without asking Telegram.
 */
final class ChatFolders {

    private static final int FIRST_ID = 2;
    private static final int LAST_ID = 255;

    /** A folder as the tools show it. */
    record Folder(int id, String name) {}

    private final TelegramClient telegram;

    ChatFolders(TelegramClient telegram) {
        this.telegram = telegram;
    }

    /** All folders, by their ids. */
    List<Folder> all() {
        List<Folder> found = new ArrayList<>();
        for (int id = FIRST_ID; id <= LAST_ID; id++) {
            folder(id).ifPresent(found::add);
        }
        return found;
    }

    /**
     * The folder with a name in any case, or with an id.
     *
     * @throws ToolException {@code INVALID_INPUT} on the field {@code folder} if there is none, or several of the name
     */
    Folder find(String nameOrId) {
        String wanted = nameOrId.strip().toLowerCase(Locale.ROOT);
        List<Folder> all = all();
        List<Folder> found = all.stream()
                .filter(folder -> folder.name().toLowerCase(Locale.ROOT).equals(wanted)
                        || Integer.toString(folder.id()).equals(wanted))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        String names = all.stream()
                .map(folder -> "%s (%d)".formatted(folder.name(), folder.id()))
                .collect(Collectors.joining(", "));
        throw ToolException.invalidInput(
                "folder",
                (found.isEmpty() ? "No chat folder '%s'" : "Several chat folders '%s': use the id").formatted(nameOrId)
                        + (names.isEmpty() ? ": the account has no chat folders" : ". The folders are: " + names));
    }

    private Optional<Folder> folder(int id) {
        try {
            ChatFolder folder = telegram.send(new GetChatFolder(id));
            return Optional.of(new Folder(id, folder.name().text().text()));
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
