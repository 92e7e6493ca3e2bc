package dev.toolgram.host.telegram.chat;

import java.util.List;

/** A parsed chat reference, not yet resolved. */
sealed interface ParsedChatReference {

    /** The account's chat with itself. */
    record Me() implements ParsedChatReference {}

    /** A public name, without {@code @}. */
    record Username(String name) implements ParsedChatReference {}

    /** A phone number: {@code +} and digits. */
    record Phone(String number) implements ParsedChatReference {
        @Override
        public String toString() {
            return "Phone[***]";
        }
    }

    /** An invite link in canonical form. */
    record Invite(String link) implements ParsedChatReference {
        @Override
        public String toString() {
            return "Invite[***]";
        }
    }

    /**
     * An id.
     *
     * @param id the id as given
     * @param chatIds the chat ids that it can mean, in the order in which they are tried
     */
    record Id(long id, List<Long> chatIds) implements ParsedChatReference {}

    /**
     * A link to a message.
     *
     * @param chat the chat in the link
     * @param id the server's message id
     * @param comment whether the message is in the discussion group of {@code chat}
     */
    record MessageLink(ParsedChatReference chat, int id, boolean comment) implements ParsedChatReference {}

    /** Any other text, which may be the name of a chat. */
    record Title(String text) implements ParsedChatReference {}
}
