package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The functions that TDLib has not answered yet, by the number that it sends back with the answer. Thread-safe. */
final class PendingRequests {

    /**
     * A function that waits for its answer.
     *
     * @param extra its number
     * @param awaitsDelivery whether messages in the answer are only final once the server has stored them
     * @param answer the answer, an {@code error} too; fails when there will be none
     */
    record Pending(long extra, boolean awaitsDelivery, CompletableFuture<ObjectNode> answer) {

        ObjectNode get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final Deliveries deliveries = new Deliveries();

    /** Gives a function its number. To be called before it is sent: TDLib's answer can be faster than the sender. */
    Pending register(ObjectNode function) {
        long extra = numbers.incrementAndGet();
        function.put("@extra", extra);
        Pending request = new Pending(extra, !reads(Td.type(function)), new CompletableFuture<>());
        pending.put(extra, request);
        return request;
    }

    /** Nobody waits for it any more. */
    void forget(Pending request) {
        pending.remove(request.extra());
    }

    /** On the receive thread: an answer is there. */
    void answered(long extra, ObjectNode answer) {
        Pending request = pending.get(extra);
        if (request == null) {
            return;
        }
        if (request.awaitsDelivery()) {
            deliveries.await(answer, request.answer());
        } else {
            request.answer().complete(answer);
        }
    }

    /** On the receive thread: an update may say what became of a message. */
    void updated(ObjectNode update) {
        deliveries.updated(update);
    }

    /** No answer will come: whoever waits gets this failure. */
    void failAll(Supplier<ToolException> failure) {
        pending.values().forEach(request -> request.answer().completeExceptionally(failure.get()));
    }

    /**
     * Whether a function only reads. It may come across messages that other calls are still sending, or that failed
     * long ago; those are not its business.
     */
    private static boolean reads(String function) {
        return function.startsWith("get") || function.startsWith("search");
    }
}
