package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Forum;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Page;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reading messages, and noting that they were read. */
final class HistoryMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;

    HistoryMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getHistory", this::getHistory);
        methods.put("messages.search", this::search);
        methods.put("messages.getMessages", this::getMessages);
        methods.put("channels.getMessages", this::getChannelMessages);
        methods.put("messages.readHistory", this::readHistory);
        methods.put("channels.readHistory", this::readChannelHistory);
    }

    private TlObject getHistory(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        int date = asked.intField("offset_date");
        Page page = Page.of(date == 0 ? asked : asked.with("offset_id", conversation.firstAfter(date)));
        return answers.messages(conversation, conversation.page(page), conversation.size());
    }

    private TlObject search(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        String query = asked.stringField("q");
        BitSet found = query.isBlank() ? conversation.ids() : conversation.search(query);
        keepOnly(found, conversation, condition(asked));
        List<Message> page = conversation.select(Page.of(asked).of(found));
        return answers.messages(conversation, page, found.cardinality());
    }

    private Predicate<Message> condition(TlObject asked) {
        TlObject filter = asked.object("filter");
        Predicate<Message> condition = SearchFilter.of(filter);
        TlObject sender = asked.optional("from_id");
        if (sender != null) {
            Peer wanted = peers.peer(sender);
            condition = condition.and(message -> isBy(message, wanted));
        }
        int topic = asked.intField("top_msg_id");
        if (topic != 0) {
            condition = condition.and(message -> Forum.topicOf(message) == topic);
        }
        return condition;
    }

    private static boolean isBy(Message message, Peer wanted) {
        TlObject sender = message.sender();
        return sender != null && wanted.equals(Peer.from(sender));
    }

    private static void keepOnly(BitSet ids, Conversation conversation, Predicate<Message> condition) {
        for (int id = ids.nextSetBit(0); id >= 0; id = ids.nextSetBit(id + 1)) {
            Message message = conversation.message(id);
            if (message == null || !condition.test(message)) {
                ids.clear(id);
            }
        }
    }

    private TlObject getMessages(RpcCall call) {
        List<TlObject> found = new ArrayList<>();
        for (TlObject wanted : call.function().objects("id")) {
            int id = wanted.intField("id");
            Peer place = state.shared().placeOf(id);
            found.add(message(place == null ? null : state.conversation(place), id));
        }
        return answers.withMentionedPeers(TlObject.of("messages.messages", "messages", found, "topics", List.of()));
    }

    private TlObject getChannelMessages(RpcCall call) {
        Peer peer = peers.readableChannel(call.function().object("channel")).peer();
        Conversation conversation = state.conversation(peer);
        List<TlObject> found = new ArrayList<>();
        for (TlObject wanted : call.function().objects("id")) {
            found.add(message(conversation, wanted.intField("id")));
        }
        return answers.withMentionedPeers(TlObject.of("messages.channelMessages")
                .with("pts", conversation.box().pts())
                .with("count", found.size())
                .with("messages", found)
                .with("topics", List.of()));
    }

    private static TlObject message(@Nullable Conversation place, int id) {
        Message message = place == null ? null : place.message(id);
        return message == null ? TlObject.of("messageEmpty", "id", id) : message.tl();
    }

    private TlObject readHistory(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        if (!conversation.read(call.function().intField("max_id"))) {
            return Responses.affected(state.shared().pts(), 0);
        }
        PtsUpdate step = conversation.readStep();
        publisher.notifyOtherClients(call, step.updates());
        return Responses.affected(step.pts(), step.count());
    }

    private Boolean readChannelHistory(RpcCall call) {
        Peer peer = peers.readableChannel(call.function().object("channel")).peer();
        Conversation conversation = state.conversation(peer);
        if (conversation.read(call.function().intField("max_id"))) {
            TlObject update = TlObject.of("updateReadChannelInbox")
                    .with("channel_id", peer.id())
                    .with("max_id", conversation.readInbox())
                    .with("still_unread_count", conversation.unread())
                    .with("pts", conversation.box().pts());
            publisher.notifyOtherClients(call, List.of(update));
        }
        return true;
    }
}
