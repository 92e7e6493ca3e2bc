package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Channel;
import dev.toolgram.plugins.sandbox.world.Conversation;
import dev.toolgram.plugins.sandbox.world.Group;
import dev.toolgram.plugins.sandbox.world.Peer;
import dev.toolgram.plugins.sandbox.world.Person;
import dev.toolgram.plugins.sandbox.world.World;

/** Finds whom a call means, or refuses it with the server's words. */
final class Peers {
    private final World world;

    Peers(World world) {
        this.world = world;
    }

    /** Any peer that exists. */
    Peer peer(TlObject input) {
        return switch (input.name()) {
            case "inputPeerSelf" -> Peer.user(world.account());
            case "inputPeerUser", "inputPeerUserFromMessage" ->
                Peer.user(person(input.big("user_id")).id());
            case "inputPeerChat" -> group(input.big("chat_id")).peer();
            case "inputPeerChannel", "inputPeerChannelFromMessage" ->
                channel(input.big("channel_id")).peer();
            default -> throw RpcError.bad("PEER_ID_INVALID");
        };
    }

    /** The conversation with a peer that the account may read. */
    Conversation readable(TlObject input) {
        Peer peer = peer(input);
        if (peer.kind() == Peer.Kind.CHANNEL && !channel(peer.id()).readableBy(world.account())) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return world.conversation(peer);
    }

    /** The conversation with a peer that the account may write to. */
    Conversation writable(TlObject input) {
        Conversation conversation = readable(input);
        long id = conversation.peer().id();
        boolean allowed = switch (conversation.peer().kind()) {
            case USER -> true;
            case GROUP -> group(id).has(world.account());
            case CHANNEL -> channel(id).writableBy(world.account());
        };
        if (!allowed) {
            throw RpcError.forbidden("CHAT_WRITE_FORBIDDEN");
        }
        return conversation;
    }

    /** An object of the type InputUser. */
    Person person(TlObject input) {
        return input.is("inputUserSelf") ? world.self() : person(input.big("user_id"));
    }

    private Person person(long id) {
        Person person = world.person(id);
        if (person == null) {
            throw RpcError.bad("PEER_ID_INVALID");
        }
        return person;
    }

    /** An object of the type InputChannel. */
    Channel channel(TlObject input) {
        return channel(input.big("channel_id"));
    }

    /** An object of the type InputChannel that means a channel the account may read. */
    Channel readableChannel(TlObject input) {
        Channel channel = channel(input);
        if (!channel.readableBy(world.account())) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return channel;
    }

    private Channel channel(long id) {
        Channel channel = world.channel(id);
        if (channel == null) {
            throw RpcError.bad("CHANNEL_INVALID");
        }
        if (channel.deleted()) {
            throw RpcError.bad("CHANNEL_PRIVATE");
        }
        return channel;
    }

    Group group(long id) {
        Group group = world.group(id);
        if (group == null) {
            throw RpcError.bad("CHAT_ID_INVALID");
        }
        return group;
    }
}
