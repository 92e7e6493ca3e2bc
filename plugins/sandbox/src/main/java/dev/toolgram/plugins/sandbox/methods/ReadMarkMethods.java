package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ReadMarks;
import dev.toolgram.plugins.sandbox.model.SeedUsers;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Map;

/** The readers of the account's messages. */
final class ReadMarkMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;

    ReadMarkMethods(ServerState state, PeerResolver peers) {
        this.state = state;
        this.peers = peers;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getMessageReadParticipants", this::getMessageReadParticipants);
        methods.put("messages.getOutboxReadDate", this::getOutboxReadDate);
    }

    private List<TlObject> getMessageReadParticipants(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        int message = call.function().intField("msg_id");
        return state.readMarks().in(conversation.peer()).entrySet().stream()
                .filter(entry -> entry.getValue().upTo() >= message)
                .map(entry -> TlObject.of(
                        "readParticipantDate",
                        "user_id",
                        entry.getKey(),
                        "date",
                        entry.getValue().date()))
                .toList();
    }

    private TlObject getOutboxReadDate(RpcCall call) {
        Peer peer = peers.readable(call.function().object("peer")).peer();
        if (peer.id() == SeedUsers.CARLA) {
            throw RpcError.forbidden("USER_PRIVACY_RESTRICTED");
        }
        ReadMarks.Mark mark = state.readMarks().in(peer).get(peer.id());
        if (mark == null || mark.upTo() < call.function().intField("msg_id")) {
            throw RpcError.bad("MESSAGE_NOT_READ_YET");
        }
        return TlObject.of("outboxReadDate", "date", mark.date());
    }

    /** Has a user read a chat. */
    List<TlObject> read(long person, TlObject asked) {
        Conversation conversation = peers.readable(asked.object("peer"));
        int upTo = conversation.readByOthers(asked.intField("max_id"));
        state.readMarks().put(conversation.peer(), person, new ReadMarks.Mark(upTo, state.now()));
        return List.of(conversation.readOutboxUpdate());
    }
}
