package dev.toolgram.host.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that changes something. A repeated call under the same idempotency key runs the tool again, but its
 * requests that Telegram already has get their recorded responses. Thread-safe.
 */
public final class JournaledCall {

    /** The rows of calls and their requests. */
    interface Rows {

        /** Stores a request before it is sent, and its call. */
        void insert(JournaledCall call, JournaledWrite write);

        /** Stores the outcome of a request. */
        void update(JournaledWrite write);

        /** Stores the end of a call. */
        void end(JournaledCall call, SendState state, byte @Nullable [] result);
    }

    private final Rows rows;
    private final String id;
    private final String caller;
    private final @Nullable String key;
    private final String tool;
    private final String arguments;
    private final Instant created;
    private final TreeMap<Integer, JournaledWrite> writes = new TreeMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean stored;
    private int position;

    JournaledCall(
            Rows rows,
            String id,
            String caller,
            @Nullable String key,
            String tool,
            String arguments,
            Instant created,
            boolean stored,
            List<JournaledWrite> earlier) {
        this.rows = rows;
        this.id = id;
        this.caller = caller;
        this.key = key;
        this.tool = tool;
        this.arguments = arguments;
        this.created = created;
        this.stored = stored;
        earlier.forEach(write -> writes.put(write.position(), write));
    }

    /** The {@code send_id}. */
    public String id() {
        return id;
    }

    /** The caller's idempotency key. */
    public @Nullable String key() {
        return key;
    }

    String caller() {
        return caller;
    }

    String tool() {
        return tool;
    }

    String arguments() {
        return arguments;
    }

    public Instant created() {
        return created;
    }

    /** Whether the call has sent something, or tried to. */
    public synchronized boolean isStored() {
        return stored;
    }

    /** The requests of this call so far, and those of earlier attempts. */
    public synchronized List<JournaledWrite> writes() {
        return List.copyOf(writes.values());
    }

    /**
     * Records the next request of this call before it is sent.
     *
     * @param fingerprints a hash of each message; empty when they are not known
     * @return the request, which must be sent if {@link JournaledWrite#takeDue} says so
     * @throws StoreException if the disk is full: nothing may be sent then
     * @throws IllegalStateException if an earlier attempt sent something else at this point
     */
    public synchronized JournaledWrite write(String function, long chatId, List<String> fingerprints) {
        JournaledWrite last = writes.get(position - 1);
        if (last != null && last.state() == SendState.NOT_SENT && last.isSame(function, chatId, fingerprints)) {
            position--; // a FLOOD_WAIT was waited out: it is the same request again
        }
        int next = position++;
        JournaledWrite write = writes.get(next);
        if (write == null) {
            write = new JournaledWrite(
                    rows::update,
                    id,
                    next,
                    function,
                    chatId,
                    key != null,
                    created,
                    SendState.NOT_SENT,
                    fingerprints,
                    List.of(),
                    null);
            writes.put(next, write);
        } else if (!write.function().equals(function) || write.chatId() != chatId) {
            throw new IllegalStateException("an earlier attempt of this call sent %s where this one sends %s"
                    .formatted(write.function(), function));
        }
        if (write.state() == SendState.NOT_SENT) {
            store(write);
        }
        return write;
    }

    /**
     * Records that a request of an earlier attempt, which sent nothing, is sent now.
     *
     * @throws StoreException as {@link #write}
     */
    public synchronized void repeat(JournaledWrite write) {
        store(write);
        boolean _ = write.takeDue();
    }

    private void store(JournaledWrite write) {
        rows.insert(this, write);
        stored = true;
        write.due();
    }

    /**
     * Ends this attempt.
     *
     * @param state {@link SendState#SENT} when the call succeeded, {@link SendState#NOT_SENT} when it changed nothing
     * @param result the JSON of the result of a call that succeeded
     */
    public void end(SendState state, byte @Nullable [] result) {
        try {
            rows.end(this, state, result);
        } finally {
            ended.countDown();
        }
    }

    /** Waits until this attempt has ended; returns whether it has. */
    public boolean awaitEnd(Instant deadline) throws InterruptedException {
        return ended.await(Duration.between(Instant.now(), deadline).toMillis(), TimeUnit.MILLISECONDS);
    }
}
