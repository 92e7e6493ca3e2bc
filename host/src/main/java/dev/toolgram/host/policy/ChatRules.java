package dev.toolgram.host.policy;

import dev.toolgram.api.telegram.ChatReference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The chats of a key as the file names them. Deny wins.
 *
 * @param allowed chats that may be used
 * @param denied chats that may not
 */
record ChatRules(List<Entry> allowed, List<Entry> denied) {

    static final ChatRules NONE = new ChatRules(List.of(), List.of());
    static final ChatRules EVERYTHING = new ChatRules(List.of(new Everything()), List.of());

    private static final String FOLDER = "folder:";
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+");

    /** An entry of a list of chats. */
    sealed interface Entry {}

    /** {@code *} */
    record Everything() implements Entry {}

    /** {@code contacts} */
    record Contacts() implements Entry {}

    /** {@code folder:<name>} */
    record Folder(String name) implements Entry {}

    /** A reference to a chat. */
    record Chat(ChatReference reference) implements Entry {}

    /** Whether every chat may be used, known or not. */
    boolean isEverything() {
        return denied.isEmpty() && allowed.contains(new Everything());
    }

    /** Whether the account must be asked which chats these are. */
    boolean needsAccount() {
        return allowed.stream().anyMatch(entry -> !(entry instanceof Everything)) || !denied.isEmpty();
    }

    /**
     * Reads a list: {@code *}, {@code contacts}, {@code folder:<name>}, references; a leading {@code -} denies.
     *
     * @param problems gets a sentence for each entry that is wrong
     */
    static ChatRules of(List<String> entries, List<String> problems) {
        List<Entry> allowed = new ArrayList<>();
        List<Entry> denied = new ArrayList<>();
        boolean broad = entries.stream()
                .anyMatch(entry -> entry.equals("*") || entry.equals("contacts") || entry.startsWith(FOLDER));
        for (String entry : entries) {
            boolean isNegative = NEGATIVE.matcher(entry).matches();
            if (isNegative && broad) {
                // It would fail open: next to '*' its author means to deny, and it is the id of a group.
                problems.add(("'%s' is ambiguous here: write '-%s' to deny the group with this id, or its @username"
                                + " or link to allow it")
                        .formatted(entry, entry));
            } else if (entry.startsWith("-") && !isNegative) {
                Entry meant = entry(entry.substring(1).strip());
                if (meant instanceof Everything) {
                    problems.add("'-*' denies everything: leave the list out");
                }
                denied.add(meant);
            } else {
                allowed.add(entry(entry));
            }
        }
        if (allowed.isEmpty() && problems.isEmpty()) {
            problems.add("the list only denies: begin it with \"*\" to allow all other chats");
        }
        return new ChatRules(List.copyOf(allowed), List.copyOf(denied));
    }

    private static Entry entry(String text) {
        return switch (text) {
            case "*" -> new Everything();
            case "contacts" -> new Contacts();
            default ->
                text.startsWith(FOLDER)
                        ? new Folder(text.substring(FOLDER.length()).strip())
                        : new Chat(new ChatReference(text));
        };
    }
}
