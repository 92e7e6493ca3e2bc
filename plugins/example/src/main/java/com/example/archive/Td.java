package com.example.archive;

import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this plugin needs of TDLib, with the fields that it needs. The manifest names the functions, too. */
final class Td {

    private Td() {}

    record GetChatHistory(long chatId, long fromMessageId, int offset, int limit, boolean onlyLocal)
            implements TdFunction<Messages> {}

    /**
     * td_api {@code messages}.
     *
     * @param totalCount how many there are in the chat, about
     * @param messages newest first; {@code null} for one that is gone
     */
    record Messages(int totalCount, List<@Nullable Message> messages) {}

    record GetUser(long userId) implements TdFunction<Entity> {}

    /**
     * An update: somebody wrote, or the account did.
     *
     * @param message {@code null} while it is still being sent
     */
    record UpdateNewMessage(@Nullable Message message) {}
}
