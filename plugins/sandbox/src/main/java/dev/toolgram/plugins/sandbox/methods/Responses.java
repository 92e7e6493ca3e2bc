package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.MentionedPeers;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.Collection;
import java.util.List;

/** The answers that many methods share, with everybody they mention. */
public final class Responses {
    private final ServerState state;

    /** From this state. */
    public Responses(ServerState state) {
        this.state = state;
    }

    /** Adds the {@code users} and {@code chats} that the other fields mention. */
    TlObject withMentionedPeers(TlObject answer) {
        MentionedPeers cast = MentionedPeers.of(List.of(answer));
        return answer.with("users", cast.users(state)).with("chats", cast.chats(state));
    }

    /** Events, as an object of the type Updates. */
    public TlObject updates(List<TlObject> updates) {
        return withMentionedPeers(TlObject.of("updates", "updates", updates, "date", state.now(), "seq", 0));
    }

    /** The state of the account's common message box. */
    TlObject state() {
        return state(state.shared().pts());
    }

    /** A place in the account's shared box. */
    TlObject state(int pts) {
        return TlObject.of("updates.state", "pts", pts, "qts", 0, "date", state.now(), "seq", 1, "unread_count", 0);
    }

    /** Some of a conversation's messages, of so many. */
    TlObject messages(Conversation conversation, Collection<Message> page, int count) {
        List<TlObject> messages = page.stream().map(Message::tl).toList();
        if (conversation.peer().kind() == Peer.Kind.CHANNEL) {
            return withMentionedPeers(TlObject.of("messages.channelMessages")
                    .with("pts", conversation.box().pts())
                    .with("count", count)
                    .with("messages", messages)
                    .with("topics", List.of()));
        }
        return withMentionedPeers(
                page.size() == count
                        ? TlObject.of("messages.messages", "messages", messages, "topics", List.of())
                        : TlObject.of(
                                "messages.messagesSlice", "count", count, "messages", messages, "topics", List.of()));
    }

    /** The pts range of an action in a box. */
    static TlObject affected(int pts, int count) {
        return TlObject.of("messages.affectedMessages", "pts", pts, "pts_count", count);
    }
}
