package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Invites;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.SeedChats;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Channels and supergroups: making, joining, leaving and deleting them. */
final class ChannelMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;
    private final Admissions admissions;

    ChannelMethods(ServerState state, PeerResolver peers, Responses answers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
        this.admissions = new Admissions(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("channels.createChannel", this::createChannel);
        methods.put("channels.getChannels", this::getChannels);
        methods.put("channels.getFullChannel", this::getFullChannel);
        methods.put("channels.joinChannel", this::joinChannel);
        methods.put("channels.leaveChannel", this::leaveChannel);
        methods.put("channels.deleteChannel", this::deleteChannel);
        methods.put("messages.checkChatInvite", this::checkChatInvite);
        methods.put("messages.importChatInvite", this::importChatInvite);
    }

    private TlObject createChannel(RpcCall call) {
        TlObject asked = call.function();
        Channel channel = state.newChannel(
                checkedTitle(asked.stringField("title")),
                asked.stringField("about"),
                null,
                asked.boolField("megagroup"),
                state.account(),
                state.now());
        channel.invites().put(Invites.Invite.primary(state.newInviteHash(), state.account(), state.now()));
        TlObject action = TlObject.of("messageActionChannelCreate", "title", channel.title());
        PtsUpdate step = posting.note(call, state.conversation(channel.peer()), action);
        List<TlObject> updates = new ArrayList<>(step.updates());
        updates.add(update(channel));
        return answers.updates(updates);
    }

    static String checkedTitle(String title) {
        if (title.isBlank()) {
            throw RpcError.bad("CHAT_TITLE_EMPTY");
        }
        return title;
    }

    private static TlObject update(Channel channel) {
        return TlObject.of("updateChannel", "channel_id", channel.id());
    }

    private TlObject getChannels(RpcCall call) {
        List<TlObject> channels = call.function().objects("id").stream()
                .map(peers::channel)
                .map(channel -> channel.toTl(state.account()))
                .toList();
        return TlObject.of("messages.chats", "chats", channels);
    }

    private TlObject getFullChannel(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        Conversation conversation = state.conversation(channel.peer());
        boolean own = channel.creator() == state.account();
        Channel linked = channel.linked();
        boolean administrator = channel.administeredBy(state.account());
        Map<Boolean, Long> bans = channel.roles().banned(state.now()).stream()
                .collect(Collectors.partitioningBy(
                        person -> admissions.isBanned(channel, person), Collectors.counting()));
        TlObject full = TlObject.of("channelFull")
                .with("id", channel.id())
                .with("about", channel.about())
                .with("can_view_participants", channel.supergroup() || administrator)
                .with("can_delete_channel", own)
                .with("participants_count", channel.members().size())
                .with(
                        "admins_count",
                        administrator ? channel.roles().administrators().size() + 1 : null)
                .with(
                        "kicked_count",
                        administrator ? bans.getOrDefault(true, 0L).intValue() : null)
                .with(
                        "banned_count",
                        administrator ? bans.getOrDefault(false, 0L).intValue() : null)
                .with("read_inbox_max_id", conversation.readInbox())
                .with("unread_count", conversation.unread())
                .with("chat_photo", TlObject.of("photoEmpty", "id", 0L))
                .with("notify_settings", conversation.notifySettings())
                .with("folder_id", conversation.folderId())
                .with("available_reactions", channel.availableReactions())
                .with("linked_chat_id", linked == null ? null : linked.id())
                .with("pts", conversation.box().pts());
        TlObject answer = TlObject.of("messages.chatFull", "full_chat", full, "users", List.of());
        return answer.with(
                "chats",
                Stream.of(channel, linked)
                        .filter(Objects::nonNull)
                        .map(each -> each.toTl(state.account()))
                        .toList());
    }

    private TlObject joinChannel(RpcCall call) {
        Channel channel = peers.channel(call.function().object("channel"));
        if (channel.username() == null && !channel.has(state.account())) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return join(channel, null);
    }

    private TlObject join(Channel channel, @Nullable String hash) {
        admissions.join(channel.peer(), state.account(), hash);
        state.conversation(channel.peer()).read(0);
        return TlObject.of("messages.chatInviteJoinResultOk", "updates", answers.updates(List.of(update(channel))));
    }

    private TlObject leaveChannel(RpcCall call) {
        Channel channel = peers.channel(call.function().object("channel"));
        if (!channel.has(state.account())) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        channel.remove(state.account());
        return answers.updates(List.of(update(channel)));
    }

    private TlObject deleteChannel(RpcCall call) {
        Channel channel = peers.channel(call.function().object("channel"));
        if (channel.creator() != state.account()) {
            throw RpcError.forbidden("CHAT_ADMIN_REQUIRED");
        }
        channel.delete();
        return answers.updates(List.of(update(channel)));
    }

    private Invites.Invite invite(TlObject asked) {
        String hash = asked.stringField("hash");
        if (hash.equals(SeedChats.EXPIRED_INVITE)) {
            throw RpcError.bad("INVITE_HASH_EXPIRED");
        }
        return admissions.invite(invitedBy(hash), hash);
    }

    private Peer invitedBy(String hash) {
        return state.invitedBy(hash).orElseThrow(() -> RpcError.bad("INVITE_HASH_INVALID"));
    }

    private TlObject checkChatInvite(RpcCall call) {
        Invites.Invite invite = invite(call.function());
        Peer peer = invitedBy(invite.hash());
        Channel channel = state.channelOf(peer);
        if (channel == null) {
            return checkGroup(peers.group(peer.id()));
        }
        if (channel.has(state.account())) {
            return TlObject.of("chatInviteAlready", "chat", channel.toTl(state.account()));
        }
        return TlObject.of("chatInvite")
                .with("channel", true)
                .with("megagroup", channel.supergroup())
                .with("broadcast", !channel.supergroup())
                .with("request_needed", channel.approvesJoins() || invite.approves())
                .with("title", channel.title())
                .with("about", channel.about())
                .with("photo", TlObject.of("photoEmpty", "id", 0L))
                .with("participants_count", channel.members().size())
                .with("color", 0);
    }

    private TlObject checkGroup(BasicGroup group) {
        if (group.has(state.account())) {
            return TlObject.of("chatInviteAlready", "chat", group.toTl(state.account()));
        }
        return TlObject.of("chatInvite")
                .with("title", group.title())
                .with("photo", TlObject.of("photoEmpty", "id", 0L))
                .with("participants_count", group.members().size())
                .with("color", 0);
    }

    private TlObject importChatInvite(RpcCall call) {
        Invites.Invite invite = invite(call.function());
        Peer peer = invitedBy(invite.hash());
        Channel channel = state.channelOf(peer);
        if (channel != null) {
            return join(channel, invite.hash());
        }
        admissions.join(peer, state.account(), invite.hash());
        TlObject members = TlObject.of(
                "updateChatParticipants", "participants", peers.group(peer.id()).participants());
        return TlObject.of("messages.chatInviteJoinResultOk", "updates", answers.updates(List.of(members)));
    }
}
