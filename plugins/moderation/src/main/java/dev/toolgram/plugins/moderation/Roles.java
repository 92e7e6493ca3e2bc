package dev.toolgram.plugins.moderation;

import dev.toolgram.tdlib.ChatAdministratorRights;
import dev.toolgram.tdlib.ChatMemberStatus;
import dev.toolgram.tdlib.ChatMemberStatusAdministrator;
import dev.toolgram.tdlib.ChatMemberStatusBanned;
import dev.toolgram.tdlib.ChatMemberStatusCreator;
import dev.toolgram.tdlib.ChatMemberStatusLeft;
import dev.toolgram.tdlib.ChatMemberStatusMember;
import dev.toolgram.tdlib.ChatMemberStatusRestricted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roles and rights in the words of {@code promote_user}. */
final class Roles {

    private Roles() {}

    /** The names of the given rights. */
    static List<String> names(ChatAdministratorRights rights) {
        List<String> names = new ArrayList<>();
        add(names, "change_info", rights.canChangeInfo());
        add(names, "post_messages", rights.canPostMessages());
        add(names, "edit_messages", rights.canEditMessages());
        add(names, "delete_messages", rights.canDeleteMessages());
        add(names, "ban_users", rights.canRestrictMembers());
        add(names, "invite_users", rights.canInviteUsers());
        add(names, "pin_messages", rights.canPinMessages());
        add(names, "add_admins", rights.canPromoteMembers());
        add(names, "anonymous", rights.isAnonymous());
        add(names, "manage_call", rights.canManageVideoChats());
        add(names, "manage_topics", rights.canManageTopics());
        add(names, "manage_tags", rights.canManageTags());
        add(names, "post_stories", rights.canPostStories());
        add(names, "edit_stories", rights.canEditStories());
        add(names, "delete_stories", rights.canDeleteStories());
        add(names, "manage_direct_messages", rights.canManageDirectMessages());
        return names;
    }

    private static void add(List<String> names, String name, boolean given) {
        if (given) {
            names.add(name);
        }
    }

    /** A status in words: {@code administrator: pin_messages}, {@code banned until 2026-01-31T18:30:00Z}. */
    static String text(@Nullable ChatMemberStatus status) {
        return switch (status) {
            case ChatMemberStatusCreator _ -> "owner";
            case ChatMemberStatusAdministrator(boolean _, ChatAdministratorRights rights) ->
                names(rights).isEmpty() ? "administrator" : "administrator: " + String.join(", ", names(rights));
            case ChatMemberStatusMember _ -> "member";
            case ChatMemberStatusRestricted restricted -> "restricted" + until(restricted.restrictedUntilDate());
            case ChatMemberStatusLeft _ -> "left";
            case ChatMemberStatusBanned(long date) -> "banned" + until(date);
            case null -> "unknown";
        };
    }

    private static String until(long date) {
        return date == 0 ? "" : " until " + Instant.ofEpochSecond(date);
    }
}
