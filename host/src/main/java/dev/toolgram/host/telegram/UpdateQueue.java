package dev.toolgram.host.telegram;

import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The queue of updates for one listener. When the queue is full, the oldest update is dropped. Thread-safe.
 */
final class UpdateQueue {

    private final int room;
    private final Deque<TdMessage> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean closed;

    /** @param room the capacity of the queue */
    UpdateQueue(int room) {
        this.room = room;
    }

    /** Adds an update; returns whether an update was dropped for the first time. */
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

    /** Waits for the oldest update and removes it; returns empty when the queue is closed. */
    synchronized Optional<TdMessage> next() throws InterruptedException {
        while (!closed && waiting.isEmpty()) {
            wait();
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** The number of dropped updates. */
    synchronized long dropped() {
        return dropped;
    }

    /** Discards all updates. Idempotent. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
