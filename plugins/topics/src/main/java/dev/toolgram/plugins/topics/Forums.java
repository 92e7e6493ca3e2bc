package dev.toolgram.plugins.topics;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMemberStatus;
import dev.toolgram.tdlib.ChatPermissions;
import dev.toolgram.tdlib.ChatType;
import dev.toolgram.tdlib.ChatTypePrivate;
import dev.toolgram.tdlib.ChatTypeSupergroup;
import dev.toolgram.tdlib.GetChat;
import dev.toolgram.tdlib.GetSupergroup;
import dev.toolgram.tdlib.GetUser;
import dev.toolgram.tdlib.UserType;
import dev.toolgram.tdlib.UserTypeBot;
import org.jspecify.annotations.Nullable;

/** Checks that chats have topics. */
final class Forums {

    /** td_api {@code chat}. */
    record Chat(@Nullable ChatType type, ChatPermissions permissions) {}

    /** td_api {@code supergroup}. */
    record Supergroup(boolean isForum, @Nullable ChatMemberStatus status) {}

    /** td_api {@code user}. */
    record User(@Nullable UserType type) {}

    private Forums() {}

    static Chat chat(TelegramClient telegram, long chatId) {
        return telegram.send(new GetChat(chatId), Chat.class);
    }

    /**
     * Returns the supergroup that a forum is.
     *
     * @return {@code null} if the forum is the chat with a bot
     * @throws ToolException {@code INVALID_INPUT} on field {@code chat} if it is not a forum
     */
    static @Nullable Supergroup require(TelegramClient telegram, Chat chat) {
        switch (chat.type()) {
            case ChatTypeSupergroup(long id, boolean _) -> {
                Supergroup group = telegram.send(new GetSupergroup(id), Supergroup.class);
                if (group.isForum()) {
                    return group;
                }
            }
            case ChatTypePrivate(long id) -> {
                if (telegram.send(new GetUser(id), User.class).type() instanceof UserTypeBot bot && bot.hasTopics()) {
                    return null;
                }
            }
            case null, default -> {}
        }
        throw ToolException.invalidInput(
                "chat",
                "This chat has no topics: read it with get_messages and write with send_message. Its administrators can"
                        + " turn topics on in a Telegram app, if it is a group");
    }
}
