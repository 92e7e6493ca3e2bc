package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;

/** Finds whom a call means, or refuses it with the server's words. */
final class PeerResolver {
    private final ServerState state;

    PeerResolver(ServerState state) {
        this.state = state;
    }

    /** Any peer that exists. */
    Peer peer(TlObject input) {
        return switch (input.name()) {
            case "inputPeerSelf" -> Peer.user(state.account());
            case "inputPeerUser", "inputPeerUserFromMessage" ->
                Peer.user(person(input.longField("user_id")).id());
            case "inputPeerChat" -> group(input.longField("chat_id")).peer();
            case "inputPeerChannel", "inputPeerChannelFromMessage" ->
                channel(input.longField("channel_id")).peer();
            default -> throw RpcError.bad("PEER_ID_INVALID");
        };
    }

    /** The conversation with a peer that the account may read. */
    Conversation readable(TlObject input) {
        Peer peer = peer(input);
        if (peer.kind() == Peer.Kind.CHANNEL && !channel(peer.id()).readableBy(state.account())) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return state.conversation(peer);
    }

    /** The conversation with a peer that the account may write to. */
    Conversation writable(TlObject input) {
        Conversation conversation = readable(input);
        long id = conversation.peer().id();
        boolean allowed = switch (conversation.peer().kind()) {
            case USER -> true;
            case GROUP -> group(id).has(state.account());
            case CHANNEL -> channel(id).writableBy(state.account());
        };
        if (!allowed) {
            throw RpcError.forbidden("CHAT_WRITE_FORBIDDEN");
        }
        return conversation;
    }

    /** An object of the type InputUser. */
    User person(TlObject input) {
        return input.is("inputUserSelf") ? state.self() : person(input.longField("user_id"));
    }

    private User person(long id) {
        User person = state.person(id);
        if (person == null) {
            throw RpcError.bad("PEER_ID_INVALID");
        }
        return person;
    }

    /** An object of the type InputChannel. */
    Channel channel(TlObject input) {
        return channel(input.longField("channel_id"));
    }

    /** An object of the type InputChannel that means a channel the account may read. */
    Channel readableChannel(TlObject input) {
        Channel channel = channel(input);
        if (!channel.readableBy(state.account())) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return channel;
    }

    private Channel channel(long id) {
        Channel channel = state.channel(id);
        if (channel == null) {
            throw RpcError.bad("CHANNEL_INVALID");
        }
        if (channel.deleted()) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return channel;
    }

    BasicGroup group(long id) {
        BasicGroup group = state.group(id);
        if (group == null) {
            throw RpcError.bad("CHAT_ID_INVALID");
        }
        return group;
    }
}
