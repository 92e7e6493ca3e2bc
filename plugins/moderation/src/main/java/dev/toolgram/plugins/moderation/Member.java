package dev.toolgram.plugins.moderation;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.ChatMemberStatus;
import dev.toolgram.tdlib.ChatMemberStatusBanned;
import dev.toolgram.tdlib.ChatMemberStatusCreator;
import dev.toolgram.tdlib.ChatMemberStatusLeft;
import dev.toolgram.tdlib.ChatMemberStatusRestricted;
import dev.toolgram.tdlib.GetChatMember;
import dev.toolgram.tdlib.GetMe;
import dev.toolgram.tdlib.MessageSender;
import dev.toolgram.tdlib.MessageSenderUser;
import dev.toolgram.tdlib.SetChatMemberStatus;
import org.jspecify.annotations.Nullable;

/**
 * A user whose membership is to be changed: neither the account itself nor the owner, whom nobody can change.
 *
 * @param status the current status; {@code null} if this version does not know it
 */
record Member(Group group, long userId, @Nullable ChatMemberStatus status) {

    /** Resolves the input fields {@code chat} and {@code user}. */
    static Member resolve(TelegramClient telegram, ChatReference chat, ChatReference user) {
        Group group = Group.resolve(telegram, chat);
        long userId = telegram.resolve("user", user);
        if (userId <= 0) {
            throw refused("This is a group or channel: use a user");
        }
        if (userId == telegram.send(new GetMe()).id()) {
            throw refused("This is the account itself: use another user; to leave the chat use leave_chat");
        }
        Member member = new Member(
                group,
                userId,
                telegram.send(new GetChatMember(group.chatId(), new MessageSenderUser(userId)))
                        .status());
        if (member.status() instanceof ChatMemberStatusCreator) {
            throw refused("This is the owner of the chat, whose membership and rights nobody can change");
        }
        return member;
    }

    /** Whether the user is in the chat now. */
    boolean isIn() {
        return switch (status) {
            case ChatMemberStatusLeft _, ChatMemberStatusBanned _ -> false;
            case ChatMemberStatusRestricted restricted -> restricted.isMember();
            case null, default -> true;
        };
    }

    /** Rejects a user who is not in the chat. */
    Member requireIn() {
        if (!isIn()) {
            throw refused("The user is not a member of the chat: get_participants lists the members");
        }
        return this;
    }

    MessageSender sender() {
        return new MessageSenderUser(userId);
    }

    void change(TelegramClient telegram, ChatMemberStatus to) {
        var _ = telegram.send(new SetChatMemberStatus(group.chatId(), sender(), to));
    }

    private static ToolException refused(String message) {
        return ToolException.invalidInput("user", message);
    }
}
