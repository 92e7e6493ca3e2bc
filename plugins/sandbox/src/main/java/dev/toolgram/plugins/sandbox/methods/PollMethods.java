package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Polls;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Voting in polls, reading and closing them. */
final class PollMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;

    PollMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.sendVote", this::sendVote);
        methods.put("messages.getPollResults", this::getPollResults);
    }

    private TlObject sendVote(RpcCall call) {
        List<TlObject> updates = vote(state.account(), call.function());
        publisher.notifyOtherClients(call, updates);
        return answers.updates(updates);
    }

    /** Has a user vote, or take the vote back. */
    List<TlObject> vote(long person, TlObject asked) {
        Conversation conversation = peers.readable(asked.object("peer"));
        Message message = conversation.message(asked.intField("msg_id"));
        Polls.Poll poll = require(message);
        if (poll.closed()) {
            throw RpcError.bad("MESSAGE_POLL_CLOSED");
        }
        if (poll.votes().containsKey(person) && poll.tl().boolField("revoting_disabled")) {
            throw RpcError.bad("REVOTE_NOT_ALLOWED");
        }
        Set<Integer> chosen = new TreeSet<>();
        for (Object option : asked.value("options") instanceof List<?> list ? list : List.of()) {
            int index = option instanceof byte[] bytes ? poll.indexOf(bytes) : -1;
            if (index < 0) {
                throw RpcError.bad("OPTION_INVALID");
            }
            chosen.add(index);
        }
        if (chosen.size() > 1 && !poll.tl().boolField("multiple_choice")) {
            throw RpcError.bad("OPTIONS_TOO_MUCH");
        }
        if (chosen.isEmpty()) {
            poll.votes().remove(person);
        } else {
            poll.votes().put(person, chosen);
        }
        return restated(conversation, asked.intField("msg_id"), poll);
    }

    private Polls.Poll require(@Nullable Message message) {
        Polls.Poll poll = state.polls().of(message);
        if (poll == null) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        return poll;
    }

    private List<TlObject> restated(Conversation conversation, int id, Polls.Poll poll) {
        Message message = conversation.message(id);
        if (message != null) {
            conversation.restate(new Message(message.tl().with("media", poll.media(state.account()))));
        }
        return List.of(poll.update(conversation.peer(), id, state.account()));
    }

    private TlObject getPollResults(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        int id = call.function().intField("msg_id");
        Polls.Poll poll = require(conversation.message(id));
        return answers.updates(List.of(poll.update(conversation.peer(), id, state.account())));
    }

    /** Closes a poll of the account, by an edit of its message. */
    static List<TlObject> close(ServerState state, Conversation conversation, Message message) {
        Polls.Poll poll = state.polls().of(message);
        if (poll == null) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        if (poll.closed()) {
            throw RpcError.bad("MESSAGE_NOT_MODIFIED");
        }
        Polls.Poll closed = state.polls().close(poll);
        Message edited = new Message(message.tl().with("media", closed.media(state.account())));
        List<TlObject> updates = new ArrayList<>(conversation.replace(edited).updates());
        updates.add(closed.update(conversation.peer(), message.id(), state.account()));
        return updates;
    }
}
