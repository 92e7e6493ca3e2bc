package dev.toolgram.plugins.moderation;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.Chat;
import dev.toolgram.tdlib.ChatType;
import dev.toolgram.tdlib.ChatTypeBasicGroup;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;

/**
 * A group or channel.
 *
 * @param chatId TDLib's chat id
 * @param type basic group or supergroup; channels are supergroups
 * @param chat the chat
 */
record Group(long chatId, ChatType type, Chat chat) {

    /** Resolves the input field {@code chat}, and rejects private chats. */
    static Group resolve(TelegramClient telegram, ChatReference reference) {
        long chatId = telegram.resolve(reference);
        Chat chat = telegram.send(new GetChat(chatId));
        ChatType type = chat.type();
        if (type instanceof ChatTypeBasicGroup || type instanceof ChatTypeSupergroup) {
            return new Group(chatId, type, chat);
        }
        throw ToolException.invalidInput(
                "chat", "This is a private chat, which has no members: use a group or channel");
    }

    boolean isBasic() {
        return type instanceof ChatTypeBasicGroup;
    }

    boolean isChannel() {
        return type instanceof ChatTypeSupergroup(long _, boolean channel) && channel;
    }
}
