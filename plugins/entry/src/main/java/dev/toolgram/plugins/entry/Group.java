package dev.toolgram.plugins.entry;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatType;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;

/**
 * A group or channel.
 *
 * @param chatId TDLib's chat id
 * @param isBasic whether it is a basic group, not a supergroup or channel
 */
record Group(long chatId, boolean isBasic) {

    /** Resolves the input field {@code chat}, and rejects private chats. */
    static Group resolve(TelegramClient telegram, ChatReference reference) {
        long chatId = telegram.resolve(reference);
        ChatType type = telegram.send(new GetChat(chatId)).type();
        if (type instanceof ChatTypeBasicGroup || type instanceof ChatTypeSupergroup) {
            return new Group(chatId, type instanceof ChatTypeBasicGroup);
        }
        throw ToolException.invalidInput(
                "chat", "This is a private chat, which has no members: use a group or channel");
    }

    /** Resolves a field that is a user of any chat. */
    static long user(TelegramClient telegram, String field, ChatReference reference) {
        long id = telegram.resolve(field, reference);
        if (id <= 0) {
            throw ToolException.invalidInput(field, "This is a group or channel: use a user");
        }
        return id;
    }
}
