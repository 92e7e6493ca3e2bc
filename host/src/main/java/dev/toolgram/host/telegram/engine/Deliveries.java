package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdErrors;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Waits until the server has stored or rejected each message of a response. TDLib responds to a sending function with
 * provisional messages; an update, which may even arrive before the response, contains the outcome. Thread-safe.
 */
final class Deliveries {

    /** Outcomes are kept here only until their response is read, or the caller has given up. */
    private static final int MAX_EARLY = 1024;

    private record MessageKey(long chatId, long messageId) {

        static MessageKey of(JsonNode message) {
            return new MessageKey(Td.number(message, "chat_id"), Td.number(message, "id"));
        }
    }

    /** The wait of the calling thread. */
    interface Wait {
        <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException;
    }

    /** TDLib cancels a message at once, unless it is overloaded. */
    private static final Duration CANCEL_TIMEOUT = Duration.ofMillis(1500);

    private static final String DELETED = "MESSAGE_DELETED_BEFORE_SENT";

    /** The deadline passed, and all messages were cancelled before they were sent. */
    static final class NotSentException extends Exception {}

    private final Consumer<ObjectNode> requests;
    private final Map<MessageKey, CompletableFuture<JsonNode>> awaited = new HashMap<>();
    private final Map<MessageKey, JsonNode> early = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MessageKey, JsonNode> eldest) {
            return size() > MAX_EARLY;
        }
    };

    /** @param requests sends requests whose responses are ignored */
    Deliveries(Consumer<ObjectNode> requests) {
        this.requests = requests;
    }

    /**
     * Returns the response with its final messages, or the error of a rejected one.
     *
     * @param check throws if no update will arrive
     */
    TdMessage await(TdMessage response, Wait wait, Runnable check)
            throws InterruptedException, ExecutionException, TimeoutException, NotSentException {
        return switch (response.type()) {
            case "message" ->
                single(outcomes(List.of(response.tree()), wait, check).getFirst(), response);
            case "messages" -> {
                List<JsonNode> messages =
                        List.copyOf(response.tree().path("messages").values());
                yield settled((ObjectNode) response.tree(), outcomes(messages, wait, check));
            }
            default -> response;
        };
    }

    private static TdMessage single(JsonNode outcome, TdMessage response) {
        return outcome == response.tree() ? response : TdMessage.of((ObjectNode) outcome);
    }

    /** Cancels the messages of a response that arrived after its call had ended. */
    void cancel(TdMessage response) {
        cancel(provisional(response).stream().map(MessageKey::of).toList());
    }

    /** The messages of a response that are still being sent. */
    static List<JsonNode> provisional(TdMessage response) {
        List<JsonNode> messages = switch (response.type()) {
            case "message" -> List.of(response.tree());
            case "messages" -> List.copyOf(response.tree().path("messages").values());
            default -> List.of();
        };
        return messages.stream()
                .filter(message -> Td.is(message.path("sending_state"), "messageSendingStatePending"))
                .toList();
    }

    /** TDLib would try to send the messages for a day, even after a restart. */
    private void cancel(Collection<MessageKey> messages) {
        if (messages.isEmpty()) {
            return;
        }
        ObjectNode delete = Td.function("deleteMessages")
                .put("chat_id", messages.iterator().next().chatId())
                .put("revoke", true);
        ArrayNode ids = delete.putArray("message_ids");
        messages.forEach(message -> ids.add(message.messageId()));
        requests.accept(delete);
    }

    /** The outcomes if all messages were sent or rejected after all. */
    private List<JsonNode> cancel(
            Map<MessageKey, CompletableFuture<JsonNode>> expected,
            List<CompletableFuture<JsonNode>> futures,
            TimeoutException timeout)
            throws InterruptedException, ExecutionException, TimeoutException, NotSentException {
        cancel(expected.keySet());
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .get(CANCEL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        List<JsonNode> outcomes =
                futures.stream().map(CompletableFuture::resultNow).toList();
        long cancelled = outcomes.stream()
                .filter(outcome -> Td.text(outcome, "message").equals(DELETED))
                .count();
        if (cancelled == 0) {
            return outcomes;
        }
        if (cancelled == expected.size()
                && outcomes.stream().allMatch(outcome -> Td.isError(outcome) || outcome.isNull())) {
            throw new NotSentException();
        }
        throw timeout;
    }

    private List<JsonNode> outcomes(List<JsonNode> messages, Wait wait, Runnable check)
            throws InterruptedException, ExecutionException, TimeoutException, NotSentException {
        Map<MessageKey, CompletableFuture<JsonNode>> expected = new LinkedHashMap<>();
        List<CompletableFuture<JsonNode>> futures = new ArrayList<>();
        for (JsonNode message : messages) {
            JsonNode state = message.path("sending_state");
            futures.add(
                    switch (Td.type(state)) {
                        case "messageSendingStatePending" -> {
                            yield expected.computeIfAbsent(MessageKey.of(message), this::expect);
                        }
                        case "messageSendingStateFailed" ->
                            CompletableFuture.completedFuture(TdErrors.ofRejectedMessage(state.path("error")));
                        default -> CompletableFuture.completedFuture(message);
                    });
        }
        try {
            check.run(); // after the registration, because the end of the session fails only registered messages
            List<JsonNode> outcomes = new ArrayList<>();
            for (CompletableFuture<JsonNode> future : futures) {
                outcomes.add(wait.await(future));
            }
            return outcomes;
        } catch (TimeoutException e) {
            return cancel(expected, futures, e);
        } catch (InterruptedException e) {
            cancel(expected.keySet());
            throw e;
        } finally {
            forget(expected);
        }
    }

    private synchronized CompletableFuture<JsonNode> expect(MessageKey key) {
        JsonNode outcome = early.remove(key);
        if (outcome != null) {
            return CompletableFuture.completedFuture(outcome);
        }
        CompletableFuture<JsonNode> future = new CompletableFuture<>();
        awaited.put(key, future);
        return future;
    }

    private synchronized void forget(Map<MessageKey, CompletableFuture<JsonNode>> expected) {
        expected.forEach(awaited::remove);
    }

    /** Handles an update about a message's outcome, on the receive thread. */
    void updated(TdMessage message) {
        JsonNode update = message.tree();
        switch (message.type()) {
            case "updateMessageSendSucceeded" -> settle(update, update.path("message"));
            case "updateMessageSendFailed" -> settle(update, TdErrors.ofRejectedMessage(update.path("error")));
            case "updateDeleteMessages" -> {
                if (!Td.flag(update, "from_cache")) {
                    update.path("message_ids").forEach(id -> deleted(Td.number(update, "chat_id"), id.asLong(0)));
                }
            }
            default -> {}
        }
    }

    private void settle(JsonNode update, JsonNode outcome) {
        long chatId = Td.number(update.path("message"), "chat_id");
        settle(new MessageKey(chatId, Td.number(update, "old_message_id")), outcome);
    }

    private void deleted(long chatId, long messageId) {
        if (!MessageIds.isFinal(messageId)) {
            ObjectNode error = Td.function("error").put("code", 400).put("message", DELETED);
            settle(new MessageKey(chatId, messageId), error);
        }
    }

    private synchronized void settle(MessageKey key, JsonNode outcome) {
        CompletableFuture<JsonNode> future = awaited.remove(key);
        if (future == null) {
            early.put(key, outcome);
        } else {
            future.complete(outcome);
        }
    }

    /** Fails all, because no update will arrive. */
    synchronized void failAll(Supplier<ToolException> failure) {
        awaited.values().forEach(future -> future.completeExceptionally(failure.get()));
        awaited.clear();
    }

    /**
     * Returns the list with its final messages. A rejected message becomes {@code null}, as in TDLib for one that
     * cannot be forwarded: the others are sent, and an error would make the caller send them again. If all were
     * rejected, the response is the first error.
     */
    private static TdMessage settled(ObjectNode response, List<JsonNode> outcomes) {
        ObjectNode messages = response.deepCopy();
        ArrayNode settled = messages.putArray("messages");
        @Nullable JsonNode refusal = null;
        boolean sent = false;
        for (JsonNode outcome : outcomes) {
            if (Td.isError(outcome)) {
                refusal = refusal == null ? outcome : refusal;
                settled.addNull();
            } else {
                sent |= !outcome.isNull();
                settled.add(outcome);
            }
        }
        return TdMessage.of(refusal == null || sent ? messages : (ObjectNode) refusal);
    }
}
