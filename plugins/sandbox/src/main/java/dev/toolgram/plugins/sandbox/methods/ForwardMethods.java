package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.NewMessages;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Forwarding. */
final class ForwardMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final MessageService posting;

    ForwardMethods(ServerState state, PeerResolver peers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.posting = posting;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.forwardMessages", this::forwardMessages);
    }

    private TlObject forwardMessages(RpcCall call) {
        TlObject asked = call.function();
        Conversation from = peers.readable(asked.object("from_peer"));
        Conversation to = peers.writable(asked.object("to_peer"));
        List<Integer> ids = asked.intFields("id");
        List<Long> randomIds = asked.longFields("random_id");
        List<PtsUpdate> steps = new ArrayList<>();
        for (int i = 0; i < ids.size() && i < randomIds.size(); i++) {
            Message original = from.message(ids.get(i));
            if (original != null && !original.isService()) {
                steps.add(posting.send(call, to, copy(original, to, asked), randomIds.get(i)));
            }
        }
        if (steps.isEmpty()) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        return posting.answer(steps);
    }

    private TlObject copy(Message original, Conversation to, TlObject asked) {
        boolean anonymous = asked.boolField("drop_author");
        boolean bare = asked.boolField("drop_media_captions") && original.media() != null;
        TlObject draft = NewMessages.of(
                state, to.peer(), state.account(), state.now(), bare ? "" : original.text(), original.media());
        draft = draft.with("entities", bare ? null : original.tl().value("entities"))
                .with("silent", asked.boolField("silent"));
        if (anonymous) {
            return draft;
        }
        TlObject header = header(original);
        if (!to.peer().equals(Peer.user(state.account()))) {
            return draft.with("fwd_from", header);
        }
        // Saved Messages remember the place, too, and sort themselves by it.
        return draft.with(
                        "fwd_from",
                        header.with("saved_from_peer", original.peer()).with("saved_from_msg_id", original.id()))
                .with("saved_peer_id", original.peer());
    }

    private static TlObject header(Message original) {
        TlObject earlier = original.tl().optional("fwd_from");
        if (earlier != null) {
            return earlier.with("saved_from_peer", null).with("saved_from_msg_id", null);
        }
        boolean post = original.tl().boolField("post");
        return TlObject.of("messageFwdHeader")
                .with("from_id", author(original))
                .with("date", original.date())
                .with("channel_post", post ? original.id() : null);
    }

    private static @Nullable TlObject author(Message original) {
        return original.sender() == null ? original.peer() : original.sender();
    }
}
