package dev.toolgram.host.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of a call that must not reach Telegram twice, with its messages. Every change is stored. Thread-safe.
 */
public final class JournaledWrite {

    /** The outcome of a message whose final id is not known yet. */
    private static final long PENDING = 0;
    /** The outcome of a message that was not sent. */
    private static final long REJECTED = -1;

    private final Consumer<JournaledWrite> store;
    private final String sendId;
    private final int position;
    private final String function;
    private final long chatId;
    private final boolean keyed;
    private final Instant created;

    private SendState state;
    private List<String> fingerprints;
    /** From provisional to final ids. */
    private final Map<Long, Long> messages = new LinkedHashMap<>();

    private byte @Nullable [] response;
    private boolean due;
    private boolean cancelled;

    JournaledWrite(
            Consumer<JournaledWrite> store,
            String sendId,
            int position,
            String function,
            long chatId,
            boolean keyed,
            Instant created,
            SendState state,
            List<String> fingerprints,
            List<Long> sent,
            byte @Nullable [] response) {
        this.store = store;
        this.sendId = sendId;
        this.position = position;
        this.function = function;
        this.chatId = chatId;
        this.keyed = keyed;
        this.created = created;
        this.state = state;
        this.fingerprints = List.copyOf(fingerprints);
        sent.forEach(id -> messages.put(id, id));
        this.response = response;
    }

    public String function() {
        return function;
    }

    public long chatId() {
        return chatId;
    }

    String sendId() {
        return sendId;
    }

    int position() {
        return position;
    }

    /** Whether its caller can retry the call under an idempotency key. */
    public boolean isKeyed() {
        return keyed;
    }

    synchronized boolean isSame(String otherFunction, long otherChat, List<String> otherFingerprints) {
        return function.equals(otherFunction) && chatId == otherChat && fingerprints.equals(otherFingerprints);
    }

    /** When the call began. */
    public Instant created() {
        return created;
    }

    public synchronized SendState state() {
        return state;
    }

    /** A hash of the content of each message, in order; empty when it is not known, as for a forward. */
    public synchronized List<String> fingerprints() {
        return fingerprints;
    }

    /** The final ids of the messages that Telegram has. */
    public synchronized List<Long> sent() {
        return messages.values().stream().filter(id -> id > 0).toList();
    }

    /** The response to a request that sends no messages. */
    public synchronized byte @Nullable [] response() {
        return response;
    }

    /** It is stored and will be sent now; the earlier attempt, if any, sent nothing. */
    synchronized void due() {
        messages.clear();
        state = SendState.ASKED;
        cancelled = false;
        due = true;
    }

    /** Whether it is to be sent now; true once. */
    public synchronized boolean takeDue() {
        boolean now = due;
        due = false;
        return now;
    }

    /** TDLib is sending a message under a provisional id. */
    public synchronized void sending(long provisionalId, String fingerprint) {
        messages.put(provisionalId, PENDING);
        state = SendState.SENDING;
        if (fingerprints.size() < messages.size()) {
            List<String> all = new ArrayList<>(fingerprints);
            all.add(fingerprint);
            fingerprints = List.copyOf(all);
            store.accept(this); // the contents of a forward are known only now
        }
    }

    /** After a restart, TDLib sends a message again, under another provisional id. */
    public synchronized void resumed(long provisionalId) {
        messages.put(provisionalId, PENDING);
        state = SendState.SENDING;
    }

    /** The number of its messages that TDLib has not been seen to send again after a restart. */
    public synchronized int unclaimed() {
        return fingerprints.size() - messages.size();
    }

    /** A message is stored on the server. */
    public synchronized void succeeded(long provisionalId, long finalId) {
        settle(provisionalId, finalId);
    }

    /** A message was rejected. */
    public synchronized void failed(long provisionalId) {
        settle(provisionalId, REJECTED);
    }

    /**
     * TDLib has cancelled a message. If Telegram has it already, TDLib deletes it when it learns that, but not after a
     * restart.
     */
    public synchronized void cancelled(long provisionalId) {
        cancelled = true;
        settle(provisionalId, REJECTED);
    }

    /** As {@link #cancelled(long)}, for all messages. */
    public synchronized void cancelled() {
        cancelled = true;
        change(SendState.NOT_SENT);
    }

    private void settle(long provisionalId, long outcome) {
        if (messages.replace(provisionalId, outcome) != null && !messages.containsValue(PENDING)) {
            change(messages.values().stream().anyMatch(id -> id > 0) ? SendState.SENT : SendState.NOT_SENT);
        }
    }

    /** Telegram has these messages. */
    public synchronized void sent(List<Long> finalIds) {
        messages.clear();
        finalIds.forEach(id -> messages.put(id, id));
        change(SendState.SENT);
    }

    /** Telegram has responded to a request that sends no messages. */
    public synchronized void answered(byte[] json) {
        response = json.clone();
        change(SendState.SENT);
    }

    /** Nothing of it reached Telegram, and nothing will. */
    public synchronized void notSent() {
        change(SendState.NOT_SENT);
    }

    private void change(SendState next) {
        state = next;
        if (next == SendState.SENT || !cancelled) {
            store.accept(this); // what was cancelled is looked for after a restart
        }
        notifyAll();
    }

    /** Waits until the outcome is known; returns whether it is. */
    public synchronized boolean awaitOutcome(Instant deadline) throws InterruptedException {
        while (state == SendState.SENDING) {
            long left = Duration.between(Instant.now(), deadline).toMillis();
            if (left <= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.timedWait(this, left);
        }
        return true;
    }
}
