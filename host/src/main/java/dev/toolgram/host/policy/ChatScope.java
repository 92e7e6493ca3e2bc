package dev.toolgram.host.policy;

import dev.toolgram.host.config.EditDistance;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The chats of a key, resolved: a username that goes to another chat later does not take the key with it. Contacts and
 * folders are looked up at each call.
 *
 * @param allowed chats that may be used
 * @param denied chats that may not, whatever is allowed
 */
record ChatScope(Part allowed, Part denied) {

    private record Part(boolean everything, boolean contacts, Set<Long> ids, Set<Integer> folders) {

        boolean contains(long chatId, Chats chats) {
            return everything
                    || ids.contains(chatId)
                    || (contacts && chats.isContact(chatId))
                    || folders.stream().anyMatch(folder -> chats.isInFolder(chatId, folder));
        }
    }

    /** Whether every chat is in it, known or not. */
    boolean isEverything() {
        return allowed.everything()
                && !denied.contacts()
                && denied.ids().isEmpty()
                && denied.folders().isEmpty();
    }

    /** Whether chats that were never met may be used. */
    boolean isOpen() {
        return allowed.everything();
    }

    boolean allows(long chatId, Chats chats) {
        return allowed.contains(chatId, chats) && !denied.contains(chatId, chats);
    }

    /**
     * Resolves rules.
     *
     * @param problems gets a sentence for each entry that names nothing
     * @throws dev.toolgram.api.ToolException if Telegram cannot be asked
     */
    static ChatScope of(ChatRules rules, Chats chats, Instant deadline, Consumer<String> problems) {
        return new ChatScope(
                part(rules.allowed(), chats, deadline, problems), part(rules.denied(), chats, deadline, problems));
    }

    private static Part part(List<ChatRules.Entry> entries, Chats chats, Instant deadline, Consumer<String> problems) {
        boolean everything = false;
        boolean contacts = false;
        Set<Long> ids = new HashSet<>();
        Set<Integer> folders = new HashSet<>();
        for (ChatRules.Entry entry : entries) {
            switch (entry) {
                case ChatRules.Everything() -> everything = true;
                case ChatRules.Contacts() -> contacts = true;
                case ChatRules.Folder(String name) -> {
                    Integer folder = chats.folders().get(name);
                    if (folder == null) {
                        problems.accept("no chat folder is named '%s'%s"
                                .formatted(
                                        name,
                                        EditDistance.nearest(
                                                        name, chats.folders().keySet())
                                                .map("; did you mean %s?"::formatted)
                                                .orElse("")));
                    } else {
                        folders.add(folder);
                    }
                }
                case ChatRules.Chat(var reference) -> {
                    OptionalLong chat = chats.find(reference, deadline);
                    if (chat.isEmpty()) {
                        problems.accept("this account sees no chat '%s'".formatted(reference));
                    } else {
                        ids.add(chat.getAsLong());
                    }
                }
            }
        }
        return new Part(everything, contacts, Set.copyOf(ids), Set.copyOf(folders));
    }
}
