package dev.toolgram.host.policy;

import dev.toolgram.api.telegram.ChatReference;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** The account's chats, by TDLib's ids. Thread-safe. */
public interface Chats {

    /** Whether the account is logged in and connected. */
    boolean isReady();

    /**
     * The chat of a reference, or of a link to a message of it.
     *
     * @return empty if it names no chat that this account can see
     * @throws dev.toolgram.api.ToolException if Telegram cannot be asked
     */
    OptionalLong find(ChatReference reference, Instant deadline);

    /** As {@link #find}, but without a request: empty for a chat that is not known yet. */
    OptionalLong known(ChatReference reference);

    /** Whether it is the chat with a contact. */
    boolean isContact(long chatId);

    /** The ids of the chat folders by their names. */
    Map<String, Integer> folders();

    /** Whether the chat is in a folder. */
    boolean isInFolder(long chatId, int folder);
}
