package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Forum;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.ServerState.DraftPlace;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The drafts of the account. */
final class DraftMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;
    private final StoredEntities entities;

    DraftMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
        this.entities = new StoredEntities(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.saveDraft", this::saveDraft);
        methods.put("messages.getAllDrafts", this::getAllDrafts);
        methods.put("messages.clearAllDrafts", this::clearAllDrafts);
    }

    private Boolean saveDraft(RpcCall call) {
        TlObject asked = call.function();
        Peer peer = peers.readable(asked.object("peer")).peer();
        TlObject reply = asked.optional("reply_to");
        int topic = reply == null ? 0 : reply.intField("top_msg_id");
        Channel channel = state.channelOf(peer);
        Forum forum = channel == null ? null : channel.forum();
        if (topic != 0 && (forum == null || forum.topic(topic) == null)) {
            throw RpcError.bad("TOPIC_ID_INVALID");
        }
        if (reply != null && reply.intField("reply_to_msg_id") == 0) {
            reply = null; // only names the topic
        }
        DraftPlace place = new DraftPlace(peer, topic);
        if (asked.stringField("message").isEmpty() && reply == null) {
            state.drafts().remove(place);
        } else {
            state.drafts()
                    .put(
                            place,
                            TlObject.of("draftMessage", "message", asked.stringField("message"))
                                    .with("no_webpage", asked.boolField("no_webpage"))
                                    .with("reply_to", reply)
                                    .with("entities", entities.of(asked, "entities"))
                                    .with("date", state.now()));
        }
        publisher.notifyOtherClients(call, List.of(update(place)));
        return true;
    }

    private TlObject getAllDrafts(RpcCall call) {
        return answers.updates(
                state.drafts().keySet().stream().map(this::update).toList());
    }

    private Boolean clearAllDrafts(RpcCall call) {
        List<DraftPlace> cleared = new ArrayList<>(state.drafts().keySet());
        state.drafts().clear();
        publisher.notifyOtherClients(call, cleared.stream().map(this::update).toList());
        return true;
    }

    private TlObject update(DraftPlace place) {
        TlObject draft = state.drafts().get(place);
        return TlObject.of("updateDraftMessage", "peer", place.peer().toTl())
                .with("top_msg_id", place.topic() == 0 ? null : place.topic())
                .with("draft", draft == null ? TlObject.of("draftMessageEmpty", "date", state.now()) : draft);
    }
}
