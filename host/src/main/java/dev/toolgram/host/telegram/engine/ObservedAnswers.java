package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/** Waits for answers, and tells listeners how long that took. Thread-safe. */
final class ObservedAnswers {

    private final List<TelegramListener> listeners = new CopyOnWriteArrayList<>();

    void tell(TelegramListener listener) {
        listeners.add(listener);
    }

    /** Ends with the answer. */
    @FunctionalInterface
    interface Waiting {
        ObjectNode get() throws ExecutionException, InterruptedException, TimeoutException;
    }

    /** The answer to a function that was sent just now. */
    ObjectNode await(String function, Waiting waiting)
            throws ExecutionException, InterruptedException, TimeoutException {
        long start = System.nanoTime();
        try {
            ObjectNode there = waiting.get();
            if (Td.isError(there)) {
                refused(there);
            }
            return there;
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            listeners.forEach(listener -> listener.asked(function, time));
        }
    }

    private void refused(ObjectNode error) {
        Integer seconds = TelegramError.of((int) Td.number(error, "code"), Td.text(error, "message"))
                .retryAfter();
        if (seconds != null) {
            listeners.forEach(listener -> listener.flooded(Duration.ofSeconds(seconds)));
        }
    }
}
