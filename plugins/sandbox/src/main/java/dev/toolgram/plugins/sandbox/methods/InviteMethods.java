package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Invites;
import dev.toolgram.plugins.sandbox.model.Invites.Invite;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.SeedUsers;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Invite links, requests to join, and adding people. */
final class InviteMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;
    private final Admissions admissions;

    InviteMethods(ServerState state, PeerResolver peers, Responses answers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
        this.admissions = new Admissions(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.exportChatInvite", this::export);
        methods.put("messages.getExportedChatInvite", this::getOne);
        methods.put("messages.getExportedChatInvites", this::getAll);
        methods.put("messages.editExportedChatInvite", this::edit);
        methods.put("messages.getChatInviteImporters", this::getRequests);
        methods.put("messages.hideChatJoinRequest", this::answerRequest);
        methods.put("channels.inviteToChannel", this::inviteToChannel);
    }

    /** The group or channel of a call, whose links the account may manage. */
    private Peer managed(RpcCall call) {
        Peer peer = peers.peer(call.function().object("peer"));
        if (!mayInvite(peer)) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        return peer;
    }

    private boolean mayInvite(Peer peer) {
        Channel channel = state.channelOf(peer);
        BasicGroup group = state.group(peer.id());
        return channel == null
                ? group != null && group.administeredBy(state.account())
                : channel.allows(state.account(), "invite_users");
    }

    private TlObject export(RpcCall call) {
        TlObject asked = call.function();
        Peer peer = managed(call);
        Invites invites = admissions.of(peer);
        boolean primary = asked.boolField("legacy_revoke_permanent");
        if (primary) {
            invites.all().stream()
                    .filter(invite -> invite.permanent() && invite.admin() == state.account())
                    .forEach(invite -> invites.put(invite.revoke()));
        }
        Invite invite = new Invite(
                state.newInviteHash(),
                state.account(),
                state.now(),
                asked.has("title") ? asked.stringField("title") : null,
                asked.intField("expire_date"),
                asked.intField("usage_limit"),
                asked.boolField("request_needed"),
                primary,
                false,
                0);
        invites.put(invite);
        return invites.toTl(invite);
    }

    private Invite find(Invites invites, String link) {
        return invites.all().stream()
                .filter(invite -> invite.is(link))
                .findFirst()
                .orElseThrow(() -> RpcError.bad("INVITE_HASH_EXPIRED"));
    }

    private TlObject getOne(RpcCall call) {
        Invites invites = admissions.of(managed(call));
        Invite invite = find(invites, call.function().stringField("link"));
        return answers.withMentionedPeers(TlObject.of("messages.exportedChatInvite", "invite", invites.toTl(invite)))
                .with("chats", null);
    }

    /** The newest first; the offset is the link before. */
    private TlObject getAll(RpcCall call) {
        TlObject asked = call.function();
        Invites invites = admissions.of(managed(call));
        long admin = peers.person(asked.object("admin_id")).id();
        List<Invite> newestFirst = new ArrayList<>(invites.all()).reversed();
        Predicate<Invite> wanted = invite -> invite.admin() == admin && invite.revoked() == asked.boolField("revoked");
        String offset = asked.stringField("offset_link");
        List<TlObject> page = newestFirst.stream()
                .dropWhile(invite -> !offset.isEmpty() && !invite.is(offset))
                .skip(offset.isEmpty() ? 0 : 1)
                .filter(wanted)
                .limit(asked.intField("limit"))
                .map(invites::toTl)
                .toList();
        int count = (int) newestFirst.stream().filter(wanted).count();
        return answers.withMentionedPeers(TlObject.of("messages.exportedChatInvites", "count", count, "invites", page))
                .with("chats", null);
    }

    private TlObject edit(RpcCall call) {
        Peer peer = managed(call);
        Invites invites = admissions.of(peer);
        Invite invite = find(invites, call.function().stringField("link"));
        if (!call.function().boolField("revoked") || invite.revoked()) {
            throw RpcError.bad("INVITE_REVOKED_MISSING");
        }
        Invite revoked = invite.revoke();
        invites.put(revoked);
        Channel channel = state.channelOf(peer);
        if (channel != null) {
            channel.log()
                    .add(
                            state.account(),
                            state.now(),
                            TlObject.of(
                                    "channelAdminLogEventActionExportedInviteRevoke", "invite", invites.toTl(revoked)));
        }
        TlObject answer = TlObject.of("messages.exportedChatInvite", "invite", invites.toTl(revoked));
        if (invite.permanent()) {
            Invite next = Invite.primary(state.newInviteHash(), invite.admin(), state.now());
            invites.put(next);
            answer = TlObject.of("messages.exportedChatInviteReplaced")
                    .with("invite", invites.toTl(revoked))
                    .with("new_invite", invites.toTl(next));
        }
        return answers.withMentionedPeers(answer).with("chats", null);
    }

    /** The newest first; the offset is the request before. Who has joined already is not kept. */
    private TlObject getRequests(RpcCall call) {
        TlObject asked = call.function();
        Invites invites = admissions.of(managed(call));
        TlObject offset = asked.object("offset_user");
        long after = offset.is("inputUserEmpty") ? 0 : peers.person(offset).id();
        List<Invites.Request> all = asked.boolField("requested") ? invites.requests() : List.of();
        boolean waits = all.stream().anyMatch(request -> request.person() == after);
        List<TlObject> page = all.stream()
                .dropWhile(request -> waits && request.person() != after)
                .skip(waits ? 1 : 0)
                .filter(request -> waits || after == 0 || request.date() <= asked.intField("offset_date"))
                .limit(asked.intField("limit"))
                .map(request -> TlObject.of("chatInviteImporter")
                        .with("requested", true)
                        .with("user_id", request.person())
                        .with("date", request.date())
                        .with("about", ""))
                .toList();
        return answers.withMentionedPeers(
                        TlObject.of("messages.chatInviteImporters", "count", all.size(), "importers", page))
                .with("chats", null);
    }

    private TlObject answerRequest(RpcCall call) {
        Peer peer = managed(call);
        Invites invites = admissions.of(peer);
        long person = peers.person(call.function().object("user_id")).id();
        Invites.Request request = invites.answer(person);
        if (request == null) {
            throw RpcError.bad("HIDE_REQUESTER_MISSING");
        }
        List<TlObject> updates = new ArrayList<>();
        if (call.function().boolField("approved")) {
            Invite invite = invites.get(request.hash());
            invites.used(request.hash());
            TlObject by = invite == null ? TlObject.of("chatInvitePublicJoinRequests") : invites.toTl(invite);
            admissions.add(
                    peer,
                    person,
                    person,
                    TlObject.of("channelAdminLogEventActionParticipantJoinByRequest")
                            .with("invite", by)
                            .with("approved_by", state.account()));
            Channel channel = state.channelOf(peer);
            if (channel == null || channel.supergroup()) {
                TlObject action = TlObject.of("messageActionChatJoinedByRequest");
                updates.add(posting.noteOf(call, state.conversation(peer), person, action)
                        .update());
            }
        }
        updates.add(invites.pending(peer));
        return answers.updates(updates);
    }

    /** Greta lets nobody add her to groups. */
    private TlObject inviteToChannel(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        if (!mayInvite(channel.peer())) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        List<Long> added = new ArrayList<>();
        List<TlObject> missing = new ArrayList<>();
        for (TlObject input : call.function().objects("users")) {
            User person = peers.person(input);
            if (channel.has(person.id())) {
                continue;
            }
            if (admissions.isBanned(channel, person.id())) {
                throw RpcError.bad("USER_KICKED");
            }
            if (person.id() == SeedUsers.GRETA) {
                missing.add(TlObject.of("missingInvitee", "user_id", person.id()));
            } else {
                added.add(person.id());
                admissions.add(
                        channel.peer(),
                        person.id(),
                        state.account(),
                        TlObject.of(
                                "channelAdminLogEventActionParticipantInvite",
                                "participant",
                                TlObject.of("channelParticipant", "user_id", person.id(), "date", state.now())));
            }
        }
        List<TlObject> updates = new ArrayList<>();
        if (!added.isEmpty() && channel.supergroup()) {
            TlObject action = TlObject.of("messageActionChatAddUser", "users", added);
            updates.add(posting.note(call, state.conversation(channel.peer()), action)
                    .update());
        }
        updates.add(TlObject.of("updateChannel", "channel_id", channel.id()));
        return TlObject.of("messages.invitedUsers", "updates", answers.updates(updates), "missing_invitees", missing);
    }
}
