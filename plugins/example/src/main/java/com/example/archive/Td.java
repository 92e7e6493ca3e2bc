package com.example.archive;

import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TDLib functions of this plugin, with the fields it uses. The manifest must list them as well. */
final class Td {

    private Td() {}

    record GetChatHistory(long chatId, long fromMessageId, int offset, int limit, boolean onlyLocal)
            implements TdFunction<Messages> {}

    /**
     * td_api {@code messages}.
     *
     * @param totalCount the approximate number of messages in the chat
     * @param messages the messages, newest first; {@code null} for a deleted one
     */
    record Messages(int totalCount, List<@Nullable Message> messages) {}

    record GetUser(long userId) implements TdFunction<Entity> {}

    /**
     * td_api {@code updateNewMessage}, for incoming and outgoing messages.
     *
     * @param message the message; {@code null} while it is still being sent
     */
    record UpdateNewMessage(@Nullable Message message) {}
}
