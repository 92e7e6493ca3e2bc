package dev.toolgram.plugins.chats;

import dev.toolgram.api.telegram.Dialog;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.TdFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TDLib functions of the chat tools, with the fields they use; see td_api. */
final class Td {

    private Td() {}

    record GetMe() implements TdFunction<Entity> {}

    /** {@code getChat}, read as an entity. */
    record GetChat(long chatId) implements TdFunction<Entity> {}

    record LoadChats(ChatList chatList, int limit) implements TdFunction<TdFunction.Ok> {}

    record GetChats(ChatList chatList, int limit) implements TdFunction<Chats> {}

    record Chats(List<Long> chatIds) {}

    sealed interface ChatList {}

    record ChatListMain() implements ChatList {}

    record ChatListArchive() implements ChatList {}

    record CreateNewSupergroupChat(String title, boolean isForum, boolean isChannel, String description)
            implements TdFunction<Entity> {}

    record DeleteChat(long chatId) implements TdFunction<TdFunction.Ok> {}

    record LeaveChat(long chatId) implements TdFunction<TdFunction.Ok> {}

    record JoinChat(long chatId) implements TdFunction<ChatJoinResult> {}

    record JoinChatByInviteLink(String inviteLink) implements TdFunction<ChatJoinResult> {}

    sealed interface ChatJoinResult {}

    record ChatJoinResultSuccess(long chatId) implements ChatJoinResult {}

    record ChatJoinResultRequestSent() implements ChatJoinResult {}

    record ChatJoinResultDeclined() implements ChatJoinResult {}

    record ChatJoinResultGuardBotApprovalRequired(long botUserId) implements ChatJoinResult {}

    record GetSupergroupMembers(long supergroupId, @Nullable SupergroupMembersFilter filter, int offset, int limit)
            implements TdFunction<ChatMembers> {}

    sealed interface SupergroupMembersFilter {}

    record SupergroupMembersFilterSearch(String query) implements SupergroupMembersFilter {}

    record GetSupergroupFullInfo(long supergroupId) implements TdFunction<SupergroupFullInfo> {}

    record SupergroupFullInfo(int memberCount) {}

    record GetBasicGroupFullInfo(long basicGroupId) implements TdFunction<BasicGroupFullInfo> {}

    record BasicGroupFullInfo(List<ChatMember> members) {}

    record ChatMembers(int totalCount, List<ChatMember> members) {}

    record ChatMember(@Nullable MessageSender memberId) {}

    sealed interface MessageSender {}

    record MessageSenderUser(long userId) implements MessageSender {}

    record MessageSenderChat(long chatId) implements MessageSender {}

    /** {@code getUser}, read as an entity. */
    record GetUser(long userId) implements TdFunction<Entity> {}

    /**
     * {@code getChat}, read as a dialog. Nested in a class because the record must have the name of the TDLib function.
     */
    static final class AsDialog {
        private AsDialog() {}

        record GetChat(long chatId) implements TdFunction<Dialog> {}
    }

    /** {@code getChat}, read for the type of the chat. */
    static final class AsKind {
        private AsKind() {}

        record GetChat(long chatId) implements TdFunction<Chat> {}
    }

    record Chat(long id, @Nullable ChatType type) {}

    sealed interface ChatType {}

    record ChatTypePrivate(long userId) implements ChatType {}

    record ChatTypeBasicGroup(long basicGroupId) implements ChatType {}

    record ChatTypeSupergroup(long supergroupId, boolean isChannel) implements ChatType {}
}
