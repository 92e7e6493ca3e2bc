package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Page;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Threads of comments, and the search in all chats. */
final class DiscussionMethods implements MethodGroup {
    private static final Comparator<Found> NEWEST_FIRST = Comparator.comparingInt(
                    (Found found) -> found.message().date())
            .thenComparingLong(found -> found.peer().id())
            .thenComparingInt(found -> found.message().id())
            .reversed();

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;

    private record Found(Peer peer, Message message) {}

    DiscussionMethods(ServerState state, PeerResolver peers, Responses answers) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getDiscussionMessage", this::getDiscussionMessage);
        methods.put("messages.searchGlobal", this::searchGlobal);
    }

    /** The first message of a thread: itself in a supergroup, the copy of a post in its discussion group. */
    private TlObject getDiscussionMessage(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        Message message = conversation.message(call.function().intField("msg_id"));
        if (message == null) {
            throw RpcError.bad("MSG_ID_INVALID");
        }
        TlObject replies = message.tl().optional("replies");
        if (replies != null && replies.boolField("comments")) {
            Conversation group = state.conversation(Peer.channel(replies.longField("channel_id")));
            message = group.select(group.ids().stream().boxed().toList()).stream()
                    .filter(each -> isCopy(each, call.function().intField("msg_id")))
                    .findFirst()
                    .orElseThrow(() -> RpcError.bad("MSG_ID_INVALID"));
        }
        return answers.withMentionedPeers(
                TlObject.of("messages.discussionMessage", "messages", List.of(message.tl()), "unread_count", 0));
    }

    private static boolean isCopy(Message message, int post) {
        TlObject origin = message.tl().optional("fwd_from");
        return origin != null && origin.intField("saved_from_msg_id") == post;
    }

    private TlObject searchGlobal(RpcCall call) {
        TlObject asked = call.function();
        Predicate<Message> filter = SearchFilter.of(asked.object("filter"));
        List<Found> all = state.conversations().stream()
                .filter(conversation -> isSearched(conversation.peer(), asked))
                .flatMap(conversation -> {
                    String query = asked.stringField("q");
                    BitSet ids = query.isBlank() ? conversation.ids() : conversation.search(query);
                    return conversation.select(ids.stream().boxed().toList()).stream()
                            .filter(filter)
                            .filter(message -> isWithin(message, asked))
                            .map(message -> new Found(conversation.peer(), message));
                })
                .sorted(NEWEST_FIRST)
                .toList();
        Found last = last(asked);
        List<TlObject> page = all.stream()
                .filter(found -> last == null || NEWEST_FIRST.compare(last, found) < 0)
                .limit(Page.of(asked).limit())
                .map(found -> found.message().tl())
                .toList();
        return answers.withMentionedPeers(TlObject.of("messages.messagesSlice", "count", all.size())
                .with("messages", page)
                .with("topics", List.of())
                .with("next_rate", page.isEmpty() ? null : page.getLast().intField("date")));
    }

    private boolean isSearched(Peer peer, TlObject asked) {
        Channel channel = state.channelOf(peer);
        if (channel != null && !state.isMember(peer)) {
            return false;
        }
        boolean broadcast = channel != null && !channel.supergroup();
        boolean user = peer.kind() == Peer.Kind.USER;
        return (!asked.boolField("users_only") || user)
                && (!asked.boolField("broadcasts_only") || broadcast)
                && (!asked.boolField("groups_only") || !(user || broadcast));
    }

    private static boolean isWithin(Message message, TlObject asked) {
        int min = asked.intField("min_date");
        int max = asked.intField("max_date");
        return !message.isService() && message.date() >= min && (max == 0 || message.date() <= max);
    }

    private @Nullable Found last(TlObject asked) {
        if (asked.object("offset_peer").is("inputPeerEmpty")) {
            return null;
        }
        Conversation conversation = peers.readable(asked.object("offset_peer"));
        Message message = conversation.message(asked.intField("offset_id"));
        return message == null ? null : new Found(conversation.peer(), message);
    }
}
