package dev.toolgram.host.telegram;

import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The queue of updates for one listener. When the queue is full, the oldest update is dropped. Thread-safe.
 */
final class UpdateQueue {

    private final int room;
    private final Deque<TdMessage> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean delivering;
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

    /** Waits for the oldest update and removes it, the one before is handled; returns empty when the queue is closed. */
    synchronized Optional<TdMessage> next() throws InterruptedException {
        delivering = false;
        notifyAll();
        while (!closed && waiting.isEmpty()) {
            wait();
        }
        delivering = !waiting.isEmpty();
        return Optional.ofNullable(waiting.pollFirst());
    }

    /**
     * Waits until every update has been handled.
     *
     * @param end the value of {@link System#nanoTime} at which the wait ends
     * @return the number of updates that have not been handled
     */
    synchronized int awaitEmpty(long end) {
        try {
            while (!closed && (delivering || !waiting.isEmpty())) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return waiting.size() + (delivering ? 1 : 0);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
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
