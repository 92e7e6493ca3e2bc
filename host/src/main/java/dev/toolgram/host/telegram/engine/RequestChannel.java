package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends requests to TDLib and waits for responses. Thread-safe. */
final class RequestChannel {

    private static final Logger log = LoggerFactory.getLogger(RequestChannel.class);

    private final Consumer<byte[]> wire;
    private final Supplier<ConnectionState> connection;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<TdMessage>> pending = new ConcurrentHashMap<>();
    private final Deliveries deliveries = new Deliveries(this::send);
    private final List<TelegramListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Waiting> waitings = ConcurrentHashMap.newKeySet();
    private final SlowResponseLog slowResponses = new SlowResponseLog(InstantSource.system());
    private final Reconnector reconnector = new Reconnector(this::send, InstantSource.system());

    /**
     * @param wire sends requests to TDLib
     * @param connection the state of the connection to Telegram
     */
    RequestChannel(Consumer<byte[]> wire, Supplier<ConnectionState> connection) {
        this.wire = wire;
        this.connection = connection;
    }

    /** Notifies a listener of every request from now on. */
    void listen(TelegramListener listener) {
        listeners.add(listener);
    }

    /** Sends a request regardless of the login state, and ignores the response. */
    void send(ObjectNode function) {
        send(function, response -> {});
    }

    /**
     * Sends a request regardless of the login state.
     *
     * @param whenAnswered gets the response or {@code error} on the receive thread; not called if TDLib closes
     *     first
     */
    void send(ObjectNode function, Consumer<JsonNode> whenAnswered) {
        long id = ids.incrementAndGet();
        CompletableFuture<TdMessage> response = new CompletableFuture<>();
        var _ = response.thenAccept(message -> whenAnswered.accept(message.tree()));
        pending.put(id, response);
        wire.accept(TdRequest.of(function).withExtra(id));
    }

    /**
     * Sends a request and waits for its response, which may be a td_api {@code error}. Messages in the response of a function
     * that sends are final.
     *
     * @param check throws if no request can be sent
     * @param sending gets each message of a response that is provisional, before its outcome is known
     */
    TdMessage request(TdRequest request, Instant deadline, Runnable check, Consumer<JsonNode> sending) {
        String function = request.function();
        Duration left = Duration.between(Instant.now(), deadline);
        if (!left.isPositive()) {
            throw TdErrors.tooLate(function);
        }
        long id = ids.incrementAndGet();
        Waiting waiting = new Waiting(function, System.nanoTime(), left.toNanos());
        CompletableFuture<TdMessage> response = new CompletableFuture<>();
        pending.put(id, response);
        waitings.add(waiting);
        boolean unanswered = false;
        try {
            check.run(); // after the registration, because the end of the session fails only registered requests
            wire.accept(request.withExtra(id));
            unanswered = true;
            TdMessage message = waiting.await(response);
            unanswered = false;
            // A read may contain messages that other calls are still sending, or that failed earlier.
            if (TdRequest.reads(function)) {
                return answered(waiting, message);
            }
            Deliveries.provisional(message).forEach(sending);
            return answered(waiting, deliveries.await(message, waiting, check));
        } catch (TimeoutException e) {
            waiting.report(null);
            if (waiting.isDelayed()) {
                throw waiting.delayed();
            }
            if (isConnected()) {
                slowResponses.timedOut(function);
            }
            throw TdErrors.timeout(function, connection.get().obstacle());
        } catch (Deliveries.NotSentException e) {
            waiting.report(null);
            boolean isTakenBack = TdRequest.isTakenBack(function);
            if (waiting.isDelayed()) {
                throw isTakenBack ? waiting.delay() : TdErrors.deletedLater(function, waiting.delayed.join());
            }
            if (isConnected()) {
                slowResponses.timedOut(function);
            }
            throw isTakenBack ? TdErrors.notSent(function) : TdErrors.deletedLater(function, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.report(null);
            throw TdErrors.interrupted(function);
        } catch (ExecutionException e) {
            waiting.report(null);
            throw e.getCause() instanceof ToolException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            waitings.remove(waiting);
            if (unanswered && TdRequest.sends(function)) {
                var _ = response.thenAccept(
                        late -> { // nobody waits for its messages any more
                            Deliveries.provisional(late).forEach(sending);
                            deliveries.cancel(late);
                        });
            } else {
                pending.remove(id);
            }
        }
    }

    private TdMessage answered(Waiting waiting, TdMessage message) {
        TelegramError error = message.isError() ? TdErrors.telegramError(message.tree()) : null;
        waiting.report(error);
        slowResponses.answered(waiting.function, error);
        return message;
    }

    /** A request that waits until its deadline, and triggers a reconnect if the response takes too long. */
    private final class Waiting implements Deliveries.Wait {

        private final String function;
        private final long start;
        private final long limit;
        private final CompletableFuture<TelegramError> delayed = new CompletableFuture<>();
        private boolean suspected;

        Waiting(String function, long start, long limit) {
            this.function = function;
            this.start = start;
            this.limit = limit;
        }

        @Override
        public <T> T await(CompletableFuture<T> future)
                throws InterruptedException, ExecutionException, TimeoutException {
            long patience = Reconnector.PATIENCE.toNanos();
            if (!suspected) {
                try {
                    return get(future, Math.min(patience, limit));
                } catch (TimeoutException e) {
                    if (isDelayed()) {
                        throw e;
                    }
                    suspected = true;
                    if (isConnected()) {
                        reconnector.unanswered(function);
                    }
                }
            }
            return get(future, limit);
        }

        private <T> T get(CompletableFuture<T> future, long nanosFromStart)
                throws InterruptedException, ExecutionException, TimeoutException {
            long left = nanosFromStart - (System.nanoTime() - start);
            Object _ = CompletableFuture.anyOf(future, delayed).get(left, TimeUnit.NANOSECONDS);
            if (!future.isDone()) {
                throw new TimeoutException();
            }
            return future.get();
        }

        /** Ends the wait if the response cannot arrive before the deadline. */
        void delay(TelegramError error, int seconds) {
            long left = limit - (System.nanoTime() - start);
            if (TimeUnit.SECONDS.toNanos(seconds) > left) {
                boolean _ = delayed.complete(error);
            }
        }

        boolean isDelayed() {
            return delayed.isDone();
        }

        ToolException delay() {
            return ToolException.telegramRefused(delayed.join());
        }

        /** Only of a read is it certain that nothing happens later. */
        private ToolException delayed() {
            return TdRequest.reads(function)
                    ? delay()
                    : TdRequest.sends(function)
                            ? TdErrors.timeout(function, "")
                            : TdErrors.repeatedLater(function, delayed.join());
        }

        void report(@org.jspecify.annotations.Nullable TelegramError error) {
            if (listeners.isEmpty()) {
                return;
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            for (TelegramListener listener : listeners) {
                if (error != null) {
                    listener.refused(function, error);
                }
                listener.asked(function, time);
            }
        }
    }

    /**
     * Telegram has rate-limited a request of one of these functions, and TDLib repeats it later: requests that would time
     * out until then fail at once, and their messages are cancelled. Not to be called by TDLib's threads.
     */
    void delayed(List<String> functions, TelegramError error) {
        Integer seconds = error.retryAfter();
        if (seconds == null || functions.isEmpty()) {
            return;
        }
        limited(functions.getFirst(), error);
        waitings.stream()
                .filter(waiting -> functions.contains(waiting.function))
                .forEach(waiting -> waiting.delay(error, seconds));
    }

    /**
     * Telegram has rate-limited a request of one of these functions for too long, and TDLib does not repeat it. Callers
     * get an error, unless TDLib has responded before it sent the request.
     */
    void dropped(List<String> functions, TelegramError error) {
        functions.stream().filter(TdRequest::isAnsweredFirst).findFirst().ifPresent(function -> {
            log.warn("Reported as done, but dropped by TDLib: {}, {}", function, error.message());
            limited(function, error);
        });
    }

    private void limited(String function, TelegramError error) {
        slowResponses.answered(function, error);
        listeners.forEach(listener -> listener.delayed(function, error));
    }

    private boolean isConnected() {
        return connection.get() == ConnectionState.READY;
    }

    /** On the receive thread. */
    void responded(TdMessage response) {
        CompletableFuture<TdMessage> waiting = pending.remove(response.extra());
        if (waiting != null) {
            waiting.complete(response);
        }
    }

    /** Handles an update about a file or message of a request, on the receive thread. */
    void updated(TdMessage update) {
        switch (update.type()) {
            case "updateFile" -> reconnector.fileMoved();
            case "updateMessageSendSucceeded", "updateDeleteMessages" -> deliveries.updated(update);
            case "updateMessageSendFailed" -> {
                removeUnsent(update.tree().path("message"));
                deliveries.updated(update);
            }
            default -> {}
        }
    }

    /** Deletes a rejected message, which would otherwise stay in this client's chat history. */
    private void removeUnsent(JsonNode message) {
        ObjectNode delete = Td.function("deleteMessages").put("chat_id", Td.number(message, "chat_id"));
        delete.putArray("message_ids").add(Td.number(message, "id"));
        send(delete);
    }

    /** Fails all waiting requests, because no response will arrive. */
    void failAll(Supplier<ToolException> failure) {
        pending.values().forEach(waiting -> waiting.completeExceptionally(failure.get()));
        deliveries.failAll(failure);
    }
}
