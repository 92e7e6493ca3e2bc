package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Conversation;
import dev.toolgram.plugins.sandbox.world.Draft;
import dev.toolgram.plugins.sandbox.world.Message;
import dev.toolgram.plugins.sandbox.world.Peer;
import dev.toolgram.plugins.sandbox.world.Person;
import dev.toolgram.plugins.sandbox.world.Step;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Storing messages, the account's own and others', and telling its clients. */
public final class Posting {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;

    private final World world;
    private final Answers answers;
    private final Publisher publisher;
    private final WorldLog log;

    /** Into this world. */
    public Posting(World world, Answers answers, Publisher publisher, WorldLog log) {
        this.log = log;
        this.world = world;
        this.answers = answers;
        this.publisher = publisher;
    }

    /** Refuses what the server would. */
    static void checkText(String text, boolean caption) {
        if (!caption && text.isBlank()) {
            throw RpcError.bad("MESSAGE_EMPTY");
        }
        if (text.length() > (caption ? LONGEST_CAPTION : LONGEST_TEXT)) {
            throw RpcError.bad(caption ? "MEDIA_CAPTION_TOO_LONG" : "MESSAGE_TOO_LONG");
        }
    }

    /**
     * Stores one of the account's messages, unless it is there already: a client that did not hear the answer sends
     * again, with the same random id.
     */
    Step send(RpcCall call, Conversation conversation, TlObject draft, long randomId) {
        Step before = conversation.box().sent(randomId);
        if (before != null) {
            return before;
        }
        Step step = conversation.add(draft, randomId);
        publisher.tellOthers(call, List.of(step.update()));
        answerAsBot(call, conversation.peer(), step.message());
        return step;
    }

    /**
     * Stores an event that the account caused, under a random id made up here: to one who made a chat, TDLib insists on
     * exactly one message of its own.
     */
    Step note(RpcCall call, Conversation conversation, TlObject action) {
        TlObject draft = Draft.event(world, conversation.peer(), world.account(), world.now(), action);
        Step step = conversation.add(draft, Bytes.randomLong());
        publisher.tellOthers(call, List.of(step.update()));
        return step;
    }

    /** What the client hears of what it sent. */
    TlObject answer(List<Step> steps) {
        List<TlObject> updates = new ArrayList<>();
        steps.forEach(step -> updates.addAll(step.updates()));
        return answers.updates(updates);
    }

    private void answerAsBot(RpcCall call, Peer peer, Message question) {
        Person person = peer.kind() == Peer.Kind.USER ? world.person(peer.id()) : null;
        if (person != null && person.bot() && !question.text().isEmpty()) {
            call.afterwards(() -> receive(peer, person.id(), question.text(), null));
        }
    }

    /**
     * Has somebody else write many messages at once, numbered from 1; takes the world's monitor itself. Clients are
     * only told that they missed something. Returns the last message's id.
     */
    public int fill(Peer peer, long sender, String text, int count) {
        TlObject told;
        int last = 0;
        synchronized (world) {
            log.filled(peer, sender, text, count);
            Conversation conversation = world.conversation(peer);
            for (int i = 1; i <= count; i++) {
                TlObject draft = Draft.of(world, peer, sender, world.now(), text + " " + i, null);
                last = conversation.add(draft, null).message().id();
            }
            told = missed(conversation);
        }
        publisher.tellEveryone(told);
        return last;
    }

    private TlObject missed(Conversation conversation) {
        if (world.channelOf(conversation.peer()) == null) {
            return TlObject.of("updatesTooLong");
        }
        TlObject update = TlObject.of("updateChannelTooLong")
                .with("channel_id", conversation.peer().id())
                .with("pts", conversation.box().pts());
        return answers.updates(List.of(update));
    }

    /** Has somebody else write; takes the world's monitor itself. Returns the message's id. */
    public int receive(Peer peer, long sender, String text, @Nullable TlObject media) {
        Step step;
        TlObject told;
        synchronized (world) {
            log.received(peer, sender, text, media);
            step = world.conversation(peer).add(Draft.of(world, peer, sender, world.now(), text, media), null);
            told = answers.updates(List.of(step.update()));
        }
        publisher.tellEveryone(told);
        return step.message().id();
    }
}
