package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
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
import java.util.stream.Stream;

/** Channels and supergroups: making, joining, leaving and deleting them. */
final class ChannelMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;

    ChannelMethods(ServerState state, PeerResolver peers, Responses answers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
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
        TlObject full = TlObject.of("channelFull")
                .with("id", channel.id())
                .with("about", channel.about())
                .with("can_view_participants", channel.supergroup() || own)
                .with("can_delete_channel", own)
                .with("participants_count", channel.members().size())
                .with("admins_count", own ? 1 : null)
                .with("read_inbox_max_id", conversation.readInbox())
                .with("unread_count", conversation.unread())
                .with("chat_photo", TlObject.of("photoEmpty", "id", 0L))
                .with("notify_settings", conversation.notifySettings())
                .with("folder_id", conversation.folderId())
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
        return join(channel);
    }

    private TlObject join(Channel channel) {
        if (channel.has(state.account())) {
            throw RpcError.bad("USER_ALREADY_PARTICIPANT");
        }
        if (channel.approvesJoins()) {
            throw RpcError.bad("INVITE_REQUEST_SENT");
        }
        channel.add(state.account());
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

    private Channel invitedBy(TlObject asked) {
        String hash = asked.stringField("hash");
        if (hash.equals(SeedChats.EXPIRED_INVITE)) {
            throw RpcError.bad("INVITE_HASH_EXPIRED");
        }
        return state.channels().stream()
                .filter(channel -> hash.equals(channel.inviteHash()) && !channel.deleted())
                .findFirst()
                .orElseThrow(() -> RpcError.bad("INVITE_HASH_INVALID"));
    }

    private TlObject checkChatInvite(RpcCall call) {
        Channel channel = invitedBy(call.function());
        if (channel.has(state.account())) {
            return TlObject.of("chatInviteAlready", "chat", channel.toTl(state.account()));
        }
        return TlObject.of("chatInvite")
                .with("channel", true)
                .with("megagroup", channel.supergroup())
                .with("broadcast", !channel.supergroup())
                .with("request_needed", channel.approvesJoins())
                .with("title", channel.title())
                .with("about", channel.about())
                .with("photo", TlObject.of("photoEmpty", "id", 0L))
                .with("participants_count", channel.members().size())
                .with("color", 0);
    }

    private TlObject importChatInvite(RpcCall call) {
        return join(invitedBy(call.function()));
    }
}
