package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ScheduledMessages;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reading, sending and deleting scheduled messages. */
final class ScheduleMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;
    private final UpdatePublisher publisher;

    ScheduleMethods(
            ServerState state,
            PeerResolver peers,
            Responses answers,
            MessageService posting,
            UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getScheduledHistory", this::getScheduledHistory);
        methods.put("messages.getScheduledMessages", this::getScheduledMessages);
        methods.put("messages.sendScheduledMessages", this::sendScheduledMessages);
        methods.put("messages.deleteScheduledMessages", this::deleteScheduledMessages);
    }

    private TlObject getScheduledHistory(RpcCall call) {
        return messages(state.scheduled()
                .in(peers.readable(call.function().object("peer")).peer())
                .reversed());
    }

    private TlObject getScheduledMessages(RpcCall call) {
        List<Integer> ids = call.function().intFields("id");
        return messages(state
                .scheduled()
                .in(peers.readable(call.function().object("peer")).peer())
                .stream()
                .filter(message -> ids.contains(message.intField("id")))
                .toList());
    }

    private TlObject messages(List<TlObject> found) {
        return answers.withMentionedPeers(TlObject.of("messages.messages", "messages", found, "topics", List.of()));
    }

    private TlObject sendScheduledMessages(RpcCall call) {
        Conversation conversation = peers.writable(call.function().object("peer"));
        List<TlObject> updates = new ArrayList<>();
        for (TlObject message : take(call, conversation.peer())) {
            updates.addAll(posting.sendScheduled(
                    new ScheduledMessages.Due(conversation.peer(), message.with("date", state.now()))));
        }
        publisher.notifyOtherClients(call, updates);
        return answers.updates(updates);
    }

    private TlObject deleteScheduledMessages(RpcCall call) {
        Peer peer = peers.readable(call.function().object("peer")).peer();
        List<Integer> ids =
                take(call, peer).stream().map(message -> message.intField("id")).toList();
        TlObject update = TlObject.of("updateDeleteScheduledMessages", "peer", peer.toTl(), "messages", ids);
        publisher.notifyOtherClients(call, List.of(update));
        return answers.updates(List.of(update));
    }

    private List<TlObject> take(RpcCall call, Peer peer) {
        List<TlObject> taken = new ArrayList<>();
        for (Integer id : call.function().intFields("id")) {
            TlObject message = state.scheduled().remove(peer, id);
            if (message == null) {
                throw RpcError.bad("MESSAGE_ID_INVALID");
            }
            taken.add(message);
        }
        return taken;
    }
}
