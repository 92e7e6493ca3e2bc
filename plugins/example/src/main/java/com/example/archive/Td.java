package com.example.archive;

import dev.toolgram.api.telegram.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of TDLib that this plugin reads, with the fields it uses. */
final class Td {

    private Td() {}

    /**
     * td_api {@code messages}.
     *
     * @param totalCount the approximate number of messages in the chat
     * @param messages the messages, newest first; {@code null} for a deleted one
     */
    record Messages(int totalCount, List<@Nullable Message> messages) {}

    /**
     * td_api {@code updateNewMessage}, for incoming and outgoing messages.
     *
     * @param message the message; {@code null} while it is still being sent
     */
    record UpdateNewMessage(@Nullable Message message) {}
}
