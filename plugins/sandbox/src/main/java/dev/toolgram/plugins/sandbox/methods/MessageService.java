package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.NewMessages;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ScheduledMessages;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Storing messages, the account's own and others', and telling its clients. */
public final class MessageService {
    private static final int MAX_TEXT_LENGTH = 4096;
    private static final int MAX_CAPTION_LENGTH = 1024;

    private final ServerState state;
    private final Responses answers;
    private final UpdatePublisher publisher;
    private final ChangeListener log;

    /** Into this state. */
    public MessageService(ServerState state, Responses answers, UpdatePublisher publisher, ChangeListener log) {
        this.log = log;
        this.state = state;
        this.answers = answers;
        this.publisher = publisher;
    }

    /** Refuses texts that the server refuses. Lengths are code points. */
    static void checkText(String text, boolean caption) {
        if (!caption && text.isBlank()) {
            throw RpcError.bad("MESSAGE_EMPTY");
        }
        if (text.codePointCount(0, text.length()) > (caption ? MAX_CAPTION_LENGTH : MAX_TEXT_LENGTH)) {
            throw RpcError.bad(caption ? "MEDIA_CAPTION_TOO_LONG" : "MESSAGE_TOO_LONG");
        }
    }

    /**
     * Stores one of the account's messages, unless it is there already: a client that did not hear the answer sends
     * again, with the same random id.
     */
    PtsUpdate send(RpcCall call, Conversation conversation, TlObject draft, long randomId) {
        PtsUpdate before = conversation.box().sent(randomId);
        if (before != null) {
            return before;
        }
        PtsUpdate step = conversation.add(draft, randomId);
        publisher.notifyOtherClients(call, List.of(step.update()));
        answerAsBot(call, conversation.peer(), step.message());
        return step;
    }

    /** Keeps one of the account's messages until its date; the updates for its client. */
    List<TlObject> schedule(RpcCall call, Conversation conversation, TlObject draft, int date, long randomId) {
        TlObject before = state.scheduled().sent(randomId);
        TlObject message = before == null ? state.scheduled().add(conversation.peer(), draft, date, randomId) : before;
        TlObject update = TlObject.of("updateNewScheduledMessage", "message", message);
        if (before == null) {
            publisher.notifyOtherClients(call, List.of(update));
        }
        return List.of(TlObject.of("updateMessageID", "id", message.intField("id"), "random_id", randomId), update);
    }

    /** Stores a message that was scheduled; the updates for the account's clients. */
    List<TlObject> sendScheduled(ScheduledMessages.Due due) {
        PtsUpdate step = state.conversation(due.peer()).add(due.message(), null);
        TlObject gone = TlObject.of("updateDeleteScheduledMessages")
                .with("peer", due.peer().toTl())
                .with("messages", List.of(due.message().intField("id")))
                .with("sent_messages", List.of(step.message().id()));
        return List.of(step.update(), gone);
    }

    /**
     * Sends the scheduled messages whose time has come; holding the state's monitor. Done before every change, so that the
     * same changes make the same state when they are replayed.
     */
    List<TlObject> takeDue() {
        return state.scheduled().takeDue(state.now()).stream()
                .flatMap(due -> sendScheduled(due).stream())
                .toList();
    }

    /** Sends the scheduled messages whose time has come; locks the server state. */
    public void sendDue() {
        TlObject told;
        synchronized (state) {
            List<TlObject> updates = takeDue();
            told = updates.isEmpty() ? null : answers.updates(updates);
        }
        if (told != null) {
            publisher.notifyAllClients(told);
        }
    }

    /**
     * Stores an event that the account caused, under a random id made up here: to one who made a chat, TDLib insists on
     * exactly one message of its own.
     */
    PtsUpdate note(RpcCall call, Conversation conversation, TlObject action) {
        TlObject draft = NewMessages.event(state, conversation.peer(), state.account(), state.now(), action);
        PtsUpdate step = conversation.add(draft, Bytes.randomLong());
        publisher.notifyOtherClients(call, List.of(step.update()));
        return step;
    }

    /** Stores an event of somebody else that a call of the account caused. */
    PtsUpdate noteOf(RpcCall call, Conversation conversation, long person, TlObject action) {
        TlObject draft = NewMessages.event(state, conversation.peer(), person, state.now(), action);
        PtsUpdate step = conversation.add(draft, null);
        publisher.notifyOtherClients(call, List.of(step.update()));
        return step;
    }

    /** The response to a client that sent messages. */
    TlObject answer(List<PtsUpdate> steps) {
        List<TlObject> updates = new ArrayList<>();
        steps.forEach(step -> updates.addAll(step.updates()));
        return answers.updates(updates);
    }

    /** The response of such updates. */
    TlObject answers(List<TlObject> updates) {
        return answers.updates(updates);
    }

    private void answerAsBot(RpcCall call, Peer peer, Message question) {
        User person = peer.kind() == Peer.Kind.USER ? state.person(peer.id()) : null;
        if (person != null && person.bot() && !question.text().isEmpty()) {
            call.afterwards(() -> receive(peer, person.id(), question.text(), null));
        }
    }

    /**
     * Adds many messages from another user at once, numbered from 1; locks the server state. Clients are
     * only notified that they missed updates. Returns the last message's id.
     */
    public int fill(Peer peer, long sender, String text, int count) {
        sendDue();
        TlObject told;
        int last = 0;
        synchronized (state) {
            log.filled(peer, sender, text, count);
            Conversation conversation = state.conversation(peer);
            for (int i = 1; i <= count; i++) {
                TlObject draft = NewMessages.of(state, peer, sender, state.now(), text + " " + i, null);
                last = conversation.add(draft, null).message().id();
            }
            told = missed(conversation);
        }
        publisher.notifyAllClients(told);
        return last;
    }

    private TlObject missed(Conversation conversation) {
        if (state.channelOf(conversation.peer()) == null) {
            return TlObject.of("updatesTooLong");
        }
        TlObject update = TlObject.of("updateChannelTooLong")
                .with("channel_id", conversation.peer().id())
                .with("pts", conversation.box().pts());
        return answers.updates(List.of(update));
    }

    /** Adds a message from another user; locks the server state. Returns the message's id. */
    public int receive(Peer peer, long sender, String text, @Nullable TlObject media) {
        sendDue();
        PtsUpdate step;
        TlObject told;
        synchronized (state) {
            log.received(peer, sender, text, media);
            step = state.conversation(peer).add(NewMessages.of(state, peer, sender, state.now(), text, media), null);
            told = answers.updates(List.of(step.update()));
        }
        publisher.notifyAllClients(told);
        return step.message().id();
    }
}
