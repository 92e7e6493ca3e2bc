package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that have yet to be stored: what a message is like depends on where it is written. */
public final class NewMessages {
    private NewMessages() {}

    /** A text, or a caption under what hangs on it. */
    public static TlObject of(
            ServerState state, Peer peer, long sender, int date, String text, @Nullable TlObject media) {
        List<TlObject> links = Links.entities(text);
        return common("message", state, peer, sender, date)
                .with("message", text)
                .with("media", media)
                .with("entities", links.isEmpty() ? null : links);
    }

    /** A service message, for example for a new member. */
    public static TlObject event(ServerState state, Peer peer, long sender, int date, TlObject action) {
        return common("messageService", state, peer, sender, date).with("action", action);
    }

    private static TlObject common(String name, ServerState state, Peer peer, long sender, int date) {
        boolean saved = peer.equals(Peer.user(state.account()));
        Channel channel = state.channelOf(peer);
        boolean post = channel != null && !channel.supergroup();
        TlObject draft = TlObject.of(name)
                .with("out", sender == state.account() && !saved) // notes to oneself are neither sent nor received
                .with("from_id", post ? null : Peer.user(sender).toTl())
                .with("saved_peer_id", saved ? peer.toTl() : null)
                .with("post", post)
                .with("date", date);
        if (channel == null || !name.equals("message")) {
            return draft;
        }
        return post
                ? draft.with("views", 1).with("forwards", 0)
                : draft.with("replies", TlObject.of("messageReplies", "replies", 0, "replies_pts", 1));
    }
}
