package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import org.jspecify.annotations.Nullable;

/** Whom a conversation is with: a person, a basic group, or a channel (supergroups are channels). */
public record Peer(Kind kind, long id) {
    /** The kinds of peers. */
    public enum Kind {
        USER,
        GROUP,
        CHANNEL
    }

    /** A person. */
    public static Peer user(long id) {
        return new Peer(Kind.USER, id);
    }

    /** A basic group. */
    public static Peer group(long id) {
        return new Peer(Kind.GROUP, id);
    }

    /** A channel or supergroup. */
    public static Peer channel(long id) {
        return new Peer(Kind.CHANNEL, id);
    }

    /** The peer that an object of the type Peer names; {@code null} for anything else. */
    public static @Nullable Peer from(TlObject peer) {
        return switch (peer.name()) {
            case "peerUser" -> user(peer.longField("user_id"));
            case "peerChat" -> group(peer.longField("chat_id"));
            case "peerChannel" -> channel(peer.longField("channel_id"));
            default -> null;
        };
    }

    /** As an object of the type Peer. */
    public TlObject toTl() {
        return switch (kind) {
            case USER -> TlObject.of("peerUser", "user_id", id);
            case GROUP -> TlObject.of("peerChat", "chat_id", id);
            case CHANNEL -> TlObject.of("peerChannel", "channel_id", id);
        };
    }

    /** As an object of the type InputPeer. */
    public TlObject toInput() {
        return switch (kind) {
            case USER -> TlObject.of("inputPeerUser", "user_id", id, "access_hash", AccessHash.of(id));
            case GROUP -> TlObject.of("inputPeerChat", "chat_id", id);
            case CHANNEL -> TlObject.of("inputPeerChannel", "channel_id", id, "access_hash", AccessHash.of(id));
        };
    }

    boolean isChannel() {
        return kind == Kind.CHANNEL;
    }
}
