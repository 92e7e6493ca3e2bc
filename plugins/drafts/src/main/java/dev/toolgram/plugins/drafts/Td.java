package dev.toolgram.plugins.drafts;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TDLib functions of the tools for drafts, with the fields they use; see td_api. */
final class Td {

    private Td() {}

    record SetChatDraftMessage(
            long chatId,
            @Nullable MessageTopic topicId,
            @Nullable DraftMessage draftMessage) implements TdFunction<TdFunction.Ok> {}

    sealed interface MessageTopic {
        record MessageTopicForum(long forumTopicId) implements MessageTopic {}
    }

    record DraftMessage(
            @Nullable InputMessageReplyTo replyTo,
            long date,
            @Nullable DraftMessageContent content) {}

    sealed interface InputMessageReplyTo {
        record InputMessageReplyToMessage(long messageId) implements InputMessageReplyTo {}
    }

    sealed interface DraftMessageContent {
        record DraftMessageContentText(
                FormattedText text, @Nullable LinkPreviewOptions linkPreviewOptions) implements DraftMessageContent {}
    }

    record LinkPreviewOptions(boolean isDisabled) {}

    record LoadChats(ChatList chatList, int limit) implements TdFunction<TdFunction.Ok> {}

    record GetChats(ChatList chatList, int limit) implements TdFunction<Chats> {}

    sealed interface ChatList {
        record ChatListMain() implements ChatList {}

        record ChatListArchive() implements ChatList {}
    }

    record Chats(List<Long> chatIds) {}

    record GetChat(long chatId) implements TdFunction<Chat> {}

    record Chat(@Nullable ChatType type, @Nullable DraftMessage draftMessage) {}

    sealed interface ChatType {
        record ChatTypeSupergroup(long supergroupId) implements ChatType {}
    }

    record GetSupergroup(long supergroupId) implements TdFunction<Supergroup> {}

    record Supergroup(boolean isForum) {}

    record GetForumTopic(long chatId, long forumTopicId) implements TdFunction<ForumTopic> {}

    record GetForumTopics(
            long chatId, String query, long offsetDate, long offsetMessageId, long offsetForumTopicId, int limit)
            implements TdFunction<ForumTopics> {}

    record ForumTopics(List<ForumTopic> topics) {}

    record ForumTopic(ForumTopicInfo info, @Nullable DraftMessage draftMessage) {}

    record ForumTopicInfo(long forumTopicId) {}

    record GetMessage(long chatId, long messageId) implements TdFunction<Message> {}

    record GetChatScheduledMessages(long chatId) implements TdFunction<Scheduled> {}

    /** td_api {@code messages}, newest first. */
    record Scheduled(List<Message> messages) {}

    /** The same with TDLib's ids. */
    record ScheduledIds(List<MessageId> messages) {}

    record MessageId(long id) {}

    record DeleteMessages(long chatId, List<Long> messageIds, boolean revoke) implements TdFunction<TdFunction.Ok> {}
}
