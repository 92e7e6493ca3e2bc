package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Roles;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Bans, administrators, tags, permissions and recent actions. */
final class ModerationMethods implements MethodGroup {
    private static final int LONGEST_TAG = 16;
    private static final int MAX_EVENTS = 100;

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;
    private final UpdatePublisher publisher;
    private final Participants participants;

    ModerationMethods(
            ServerState state,
            PeerResolver peers,
            Responses answers,
            MessageService posting,
            UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
        this.publisher = publisher;
        this.participants = new Participants(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("channels.editBanned", this::editBanned);
        methods.put("channels.editAdmin", this::editAdmin);
        methods.put("channels.getAdminLog", this::getAdminLog);
        methods.put("messages.editChatAdmin", this::editChatAdmin);
        methods.put("messages.editChatParticipantRank", this::editRank);
        methods.put("messages.editChatDefaultBannedRights", this::editDefaults);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
    }

    private TlObject editBanned(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        long person = peers.peer(call.function().object("participant")).id();
        require(channel.allows(state.account(), "ban_users"));
        Roles.Administrator role = channel.roles().administrator(person);
        if (person == channel.creator()
                || (role != null && channel.creator() != state.account() && role.promotedBy() != state.account())) {
            throw RpcError.bad("USER_ADMIN_INVALID");
        }
        TlObject before = participants.of(channel, person);
        TlObject rights = call.function().object("banned_rights");
        channel.roles().ban(person, new Roles.Ban(state.account(), state.now(), rights));
        List<TlObject> updates = new ArrayList<>();
        if (rights.boolField("view_messages") && channel.has(person)) {
            channel.remove(person);
            if (channel.supergroup()) {
                TlObject action = TlObject.of("messageActionChatDeleteUser", "user_id", person);
                updates.add(posting.note(call, state.conversation(channel.peer()), action)
                        .update());
            }
        }
        log(channel, "channelAdminLogEventActionParticipantToggleBan", before, participants.of(channel, person));
        return changed(channel, updates);
    }

    private TlObject editAdmin(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        long person = peers.person(call.function().object("user_id")).id();
        require(channel.allows(state.account(), "add_admins"));
        if (person == channel.creator()) {
            throw RpcError.bad("USER_CREATOR");
        }
        if (!channel.has(person)) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        TlObject before = participants.of(channel, person);
        TlObject rights = call.function().object("admin_rights");
        channel.roles().promote(person, new Roles.Administrator(state.account(), state.now(), rights));
        log(channel, "channelAdminLogEventActionParticipantToggleAdmin", before, participants.of(channel, person));
        return changed(channel, List.of());
    }

    private void log(Channel channel, String action, TlObject before, TlObject now) {
        channel.log()
                .add(
                        state.account(),
                        state.now(),
                        TlObject.of(action, "prev_participant", before, "new_participant", now));
    }

    private TlObject changed(Channel channel, List<TlObject> updates) {
        List<TlObject> all = new ArrayList<>(updates);
        all.add(TlObject.of("updateChannel", "channel_id", channel.id()));
        return answers.updates(all);
    }

    private Boolean editChatAdmin(RpcCall call) {
        BasicGroup group = peers.group(call.function().longField("chat_id"));
        long person = peers.person(call.function().object("user_id")).id();
        require(group.creator() == state.account());
        if (!group.has(person)) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        group.appoint(person, call.function().boolField("is_admin"), state.now());
        publisher.notifyClients(call, List.of(members(group)));
        return true;
    }

    private static TlObject members(BasicGroup group) {
        return TlObject.of("updateChatParticipants", "participants", group.participants());
    }

    private TlObject editRank(RpcCall call) {
        Peer peer = peers.peer(call.function().object("peer"));
        long person = peers.peer(call.function().object("participant")).id();
        String tag = call.function().stringField("rank");
        if (tag.codePointCount(0, tag.length()) > LONGEST_TAG) {
            throw RpcError.bad("ADMIN_RANK_INVALID");
        }
        Channel channel = state.channelOf(peer);
        if (channel == null) {
            BasicGroup group = peers.group(peer.id());
            require(group.administeredBy(state.account()));
            group.roles().tag(person, tag);
            int _ = group.changed();
            return answers.updates(List.of(members(group)));
        }
        require(channel.allows(state.account(), "manage_ranks"));
        if (!channel.has(person)) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        String before = channel.roles().tag(person);
        channel.roles().tag(person, tag);
        channel.log()
                .add(
                        state.account(),
                        state.now(),
                        TlObject.of("channelAdminLogEventActionParticipantEditRank")
                                .with("user_id", person)
                                .with("prev_rank", Objects.requireNonNullElse(before, ""))
                                .with("new_rank", tag));
        return answers.updates(List.of());
    }

    private TlObject editDefaults(RpcCall call) {
        Peer peer = peers.peer(call.function().object("peer"));
        TlObject rights = call.function().object("banned_rights");
        Channel channel = state.channelOf(peer);
        int version = 0;
        if (channel == null) {
            BasicGroup group = peers.group(peer.id());
            require(group.administeredBy(state.account()));
            group.roles().setDefaults(rights);
            version = group.changed();
        } else {
            require(channel.allows(state.account(), "ban_users"));
            TlObject before = channel.roles().defaults();
            channel.roles().setDefaults(rights);
            channel.log()
                    .add(
                            state.account(),
                            state.now(),
                            TlObject.of("channelAdminLogEventActionDefaultBannedRights")
                                    .with("prev_banned_rights", before)
                                    .with("new_banned_rights", channel.roles().defaults()));
        }
        TlObject update = TlObject.of("updateChatDefaultBannedRights")
                .with("peer", peer.toTl())
                .with(
                        "default_banned_rights",
                        channel == null
                                ? peers.group(peer.id()).roles().defaults()
                                : channel.roles().defaults())
                .with("version", version);
        return answers.updates(List.of(update));
    }

    private TlObject getAdminLog(RpcCall call) {
        TlObject asked = call.function();
        Channel channel = peers.readableChannel(asked.object("channel"));
        require(channel.administeredBy(state.account()));
        TlObject filter = asked.optional("events_filter");
        List<Long> admins = asked.objects("admins").stream()
                .map(admin -> peers.person(admin).id())
                .toList();
        List<TlObject> events = channel.log()
                .page(
                        asked.longField("max_id"),
                        Math.clamp(asked.intField("limit"), 0, MAX_EVENTS),
                        event -> (admins.isEmpty() || admins.contains(event.longField("user_id")))
                                && (filter == null || AdminLogFilter.matches(event.object("action"), filter))
                                && AdminLogFilter.mentions(event, asked.stringField("q"), state));
        return answers.withMentionedPeers(TlObject.of("channels.adminLogResults", "events", events));
    }
}
