package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.MentionedPeers;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Locale;

/** Which actions of a channel's log a call asks for. */
final class AdminLogFilter {
    private static final String ACTION = "channelAdminLogEventAction";

    private AdminLogFilter() {}

    /** Whether an action passes an object of the type ChannelAdminLogEventsFilter. */
    static boolean matches(TlObject action, TlObject filter) {
        return switch (action.name().substring(ACTION.length())) {
            case "ParticipantJoin", "ParticipantJoinByInvite", "ParticipantJoinByRequest" -> filter.boolField("join");
            case "ParticipantLeave" -> filter.boolField("leave");
            case "ParticipantInvite" -> filter.boolField("invite");
            case "ParticipantToggleBan" -> filter.boolField("ban");
            case "ParticipantToggleAdmin" -> filter.boolField("promote");
            case "ParticipantEditRank" -> filter.boolField("edit_rank");
            case "DefaultBannedRights" -> filter.boolField("settings");
            case "DeleteMessage" -> filter.boolField("delete");
            case "ExportedInviteRevoke" -> filter.boolField("invites");
            default -> false;
        };
    }

    /** Whether somebody in an event has such a name, or a message in it such words. */
    static boolean mentions(TlObject event, String query, ServerState state) {
        String wanted = query.toLowerCase(Locale.ROOT);
        TlObject message = event.object("action").optional("message");
        return wanted.isEmpty()
                || (message != null
                        && message.stringField("message")
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                || MentionedPeers.of(List.of(event)).users(state).stream()
                        .anyMatch(user -> (user.stringField("first_name") + " " + user.stringField("last_name") + " "
                                        + user.stringField("username"))
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted));
    }
}
