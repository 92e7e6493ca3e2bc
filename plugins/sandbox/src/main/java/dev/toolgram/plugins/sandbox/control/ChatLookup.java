package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.ToolException;
import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;

/** Finds the chat that a tool's caller means. Needs the world's monitor. */
final class ChatLookup {
    /** The base of channel ids in clients, from which the bare id is subtracted. */
    private static final long CHANNEL_MARK = -1_000_000_000_000L;

    private ChatLookup() {}

    /** By its bare id, which no two chats share here, or by the marked one. */
    static Peer find(ServerState state, long id) {
        long bare = id < CHANNEL_MARK ? CHANNEL_MARK - id : Math.abs(id);
        if (state.person(bare) != null) {
            return Peer.user(bare);
        }
        if (state.group(bare) != null) {
            return Peer.group(bare);
        }
        if (state.channel(bare) != null) {
            return Peer.channel(bare);
        }
        throw ToolException.invalidInput("chat_id", "there is no chat %d in the sandbox".formatted(id));
    }

    /** The default sender in a chat. */
    static long somebodyIn(ServerState state, Peer peer) {
        BasicGroup group = state.group(peer.id());
        if (group != null) {
            return group.creator();
        }
        Channel channel = state.channelOf(peer);
        return channel == null ? peer.id() : channel.creator();
    }
}
