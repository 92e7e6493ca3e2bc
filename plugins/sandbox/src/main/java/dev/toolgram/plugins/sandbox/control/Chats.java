package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.ToolException;
import dev.toolgram.plugins.sandbox.world.Channel;
import dev.toolgram.plugins.sandbox.world.Group;
import dev.toolgram.plugins.sandbox.world.Peer;
import dev.toolgram.plugins.sandbox.world.World;

/** Finds the chat that a tool's caller means. Needs the world's monitor. */
final class Chats {
    /** What clients subtract a channel's id from. */
    private static final long CHANNEL_MARK = -1_000_000_000_000L;

    private Chats() {}

    /** By its bare id, which no two chats share here, or by the marked one. */
    static Peer find(World world, long id) {
        long bare = id < CHANNEL_MARK ? CHANNEL_MARK - id : Math.abs(id);
        if (world.person(bare) != null) {
            return Peer.user(bare);
        }
        if (world.group(bare) != null) {
            return Peer.group(bare);
        }
        if (world.channel(bare) != null) {
            return Peer.channel(bare);
        }
        throw ToolException.invalidInput("chat_id", "there is no chat %d in the sandbox".formatted(id));
    }

    /** Who writes in a chat when the caller does not say. */
    static long somebodyIn(World world, Peer peer) {
        Group group = world.group(peer.id());
        if (group != null) {
            return group.creator();
        }
        Channel channel = world.channelOf(peer);
        return channel == null ? peer.id() : channel.creator();
    }
}
