package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Rights;
import dev.toolgram.plugins.sandbox.model.Roles;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import org.jspecify.annotations.Nullable;

/** Members, administrators and banned people as objects of the type ChannelParticipant. */
final class Participants {
    private final ServerState state;

    Participants(ServerState state) {
        this.state = state;
    }

    /** Somebody in a channel, or out of it. */
    TlObject of(Channel channel, long person) {
        Roles roles = channel.roles();
        String tag = roles.tag(person);
        Roles.Administrator administrator = roles.administrator(person);
        Roles.Ban ban = roles.ban(person, state.now());
        if (person == channel.creator()) {
            return TlObject.of("channelParticipantCreator")
                    .with("user_id", person)
                    .with("admin_rights", Rights.ofAdministrator())
                    .with("rank", tag);
        }
        if (administrator != null) {
            return administrator(channel, person, administrator).with("rank", tag);
        }
        if (ban != null) {
            return TlObject.of("channelParticipantBanned")
                    .with("left", !channel.has(person))
                    .with("peer", Peer.user(person).toTl())
                    .with("kicked_by", ban.by())
                    .with("date", ban.date())
                    .with("banned_rights", ban.rights())
                    .with("rank", tag);
        }
        return member(channel, person, tag);
    }

    private TlObject administrator(Channel channel, long person, Roles.Administrator role) {
        boolean self = person == state.account();
        return TlObject.of("channelParticipantAdmin")
                .with("can_edit", channel.creator() == state.account() || role.promotedBy() == state.account())
                .with("self", self)
                .with("inviter_id", self ? channel.creator() : null)
                .with("user_id", person)
                .with("promoted_by", role.promotedBy())
                .with("date", role.date())
                .with("admin_rights", role.rights());
    }

    private TlObject member(Channel channel, long person, @Nullable String tag) {
        if (!channel.has(person)) {
            return TlObject.of(
                    "channelParticipantLeft", "peer", Peer.user(person).toTl());
        }
        boolean self = person == state.account();
        return TlObject.of(self ? "channelParticipantSelf" : "channelParticipant")
                .with("user_id", person)
                .with("inviter_id", self ? channel.creator() : null)
                .with("date", channel.date())
                .with("rank", tag);
    }
}
