package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Invites;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Roles;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides who may join a group or channel, and lets them in. Needs the state's monitor. */
final class Admissions {
    private final ServerState state;

    Admissions(ServerState state) {
        this.state = state;
    }

    /** The working link of a hash, or a refusal. */
    Invites.Invite invite(Peer peer, String hash) {
        Invites.Invite invite = Objects.requireNonNull(of(peer).get(hash));
        if (!invite.works(state.now())) {
            throw RpcError.bad("INVITE_HASH_EXPIRED");
        }
        return invite;
    }

    /** The links of a group or channel. */
    Invites of(Peer peer) {
        Channel channel = state.channelOf(peer);
        return channel == null ? Objects.requireNonNull(state.group(peer.id())).invites() : channel.invites();
    }

    /** Lets somebody in, by a link or by the public name, or stores the request to join. */
    void join(Peer peer, long person, @Nullable String hash) {
        Invites.Invite invite = hash == null ? null : invite(peer, hash);
        Channel channel = state.channelOf(peer);
        BasicGroup group = state.group(peer.id());
        if (channel == null ? group != null && group.has(person) : channel.has(person)) {
            throw RpcError.bad("USER_ALREADY_PARTICIPANT");
        }
        if (isBanned(channel, person)) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        if ((channel != null && channel.approvesJoins()) || (invite != null && invite.approves())) {
            of(peer).ask(new Invites.Request(person, state.now(), hash == null ? "" : hash));
            throw RpcError.bad("INVITE_REQUEST_SENT");
        }
        if (invite != null) {
            of(peer).used(invite.hash());
        }
        TlObject action = TlObject.of(
                invite == null
                        ? "channelAdminLogEventActionParticipantJoin"
                        : "channelAdminLogEventActionParticipantJoinByInvite");
        add(peer, person, person, invite == null ? action : action.with("invite", of(peer).toTl(invite)));
    }

    /** Adds a member and, in a channel, an action of its log. */
    void add(Peer peer, long person, long actor, TlObject action) {
        Channel channel = state.channelOf(peer);
        if (channel == null) {
            Objects.requireNonNull(state.group(peer.id())).add(person, state.now());
        } else {
            channel.add(person);
            channel.log().add(actor, state.now(), action);
        }
    }

    /** Whether a ban keeps somebody out of a channel now. */
    boolean isBanned(@Nullable Channel channel, long person) {
        Roles.Ban ban = channel == null ? null : channel.roles().ban(person, state.now());
        return ban != null && ban.excludes();
    }
}
