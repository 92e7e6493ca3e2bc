package dev.toolgram.plugins.moderation;

import dev.toolgram.api.telegram.Message;
import dev.toolgram.tdlib.ChatMemberStatus;
import dev.toolgram.tdlib.MessageSender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TDLib's {@code chatEvents}, with the fields that {@code get_recent_actions} returns. */
record ActionLog(List<Event> events) {

    /** An event; the action is {@code null} if it is none of those below. */
    record Event(
            long id,
            int date,
            MessageSender memberId,
            @Nullable ChatEventAction action) {}

    record ChatInviteLink(String inviteLink) {}

    sealed interface ChatEventAction {}

    record ChatEventMessageEdited(Message oldMessage, Message newMessage) implements ChatEventAction {}

    record ChatEventMessageDeleted(Message message) implements ChatEventAction {}

    record ChatEventMessagePinned(Message message) implements ChatEventAction {}

    record ChatEventMessageUnpinned(Message message) implements ChatEventAction {}

    record ChatEventPollStopped(Message message) implements ChatEventAction {}

    record ChatEventMemberJoined() implements ChatEventAction {}

    record ChatEventMemberJoinedByInviteLink(ChatInviteLink inviteLink) implements ChatEventAction {}

    record ChatEventMemberJoinedByRequest(long approverUserId) implements ChatEventAction {}

    record ChatEventMemberInvited(long userId) implements ChatEventAction {}

    record ChatEventMemberLeft() implements ChatEventAction {}

    record ChatEventMemberPromoted(long userId, ChatMemberStatus oldStatus, ChatMemberStatus newStatus)
            implements ChatEventAction {}

    record ChatEventMemberRestricted(MessageSender memberId, ChatMemberStatus oldStatus, ChatMemberStatus newStatus)
            implements ChatEventAction {}

    record ChatEventMemberTagChanged(long userId, String oldTag, String newTag) implements ChatEventAction {}

    record ChatEventTitleChanged(String oldTitle, String newTitle) implements ChatEventAction {}

    record ChatEventDescriptionChanged(String oldDescription, String newDescription) implements ChatEventAction {}

    record ChatEventUsernameChanged(String oldUsername, String newUsername) implements ChatEventAction {}

    record ChatEventPhotoChanged() implements ChatEventAction {}

    record ChatEventPermissionsChanged() implements ChatEventAction {}

    record ChatEventSlowModeDelayChanged(int oldSlowModeDelay, int newSlowModeDelay) implements ChatEventAction {}

    record ChatEventInviteLinkEdited(ChatInviteLink newInviteLink) implements ChatEventAction {}

    record ChatEventInviteLinkRevoked(ChatInviteLink inviteLink) implements ChatEventAction {}

    record ChatEventInviteLinkDeleted(ChatInviteLink inviteLink) implements ChatEventAction {}
}
