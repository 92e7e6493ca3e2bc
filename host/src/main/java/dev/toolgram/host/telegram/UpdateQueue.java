package dev.toolgram.host.telegram;

import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The updates that wait for one listener. When there is no room for another one the oldest goes: a listener that is too
 * slow misses some, but what it hears next is never older than what fits in here. Thread-safe.
 */
final class UpdateQueue {

    private final int room;
    private final Deque<TdMessage> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean closed;

    /** @param room how many may wait */
    UpdateQueue(int room) {
        this.room = room;
    }

    /** Adds the newest one; returns whether this was the first time that another one had to go for it. */
    synchronized boolean add(TdMessage update) {
        if (closed) {
            return false;
        }
        boolean full = waiting.size() == room;
        if (full) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(update);
        notifyAll();
        return full && dropped == 1;
    }

    /** Waits for the oldest one and takes it; empty when this is closed. */
    synchronized Optional<TdMessage> next() throws InterruptedException {
        while (!closed && waiting.isEmpty()) {
            wait();
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** How many had to go. */
    synchronized long dropped() {
        return dropped;
    }

    /** Lets go of everything. Closing twice is allowed. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
