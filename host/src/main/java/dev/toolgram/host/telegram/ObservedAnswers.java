package dev.toolgram.host.telegram;

import dev.toolgram.api.telegram.TelegramError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/** Waits for answers, and tells listeners how long that took. Thread-safe. */
final class ObservedAnswers {

    private final List<TelegramListener> listeners = new CopyOnWriteArrayList<>();

    void tell(TelegramListener listener) {
        listeners.add(listener);
    }

    /** The answer to a function that was sent just now. */
    ObjectNode await(String function, CompletableFuture<ObjectNode> answer, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        long start = System.nanoTime();
        try {
            ObjectNode there = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
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
