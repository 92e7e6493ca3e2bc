package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Waits until each message of a response has been stored by the server or refused. TDLib answers a sending function with
 * provisional messages, and an update says later, or even before, what became of each. Thread-safe.
 */
final class Deliveries {

    /** A burst's worth: outcomes wait here only until their response is read, or for a caller who has left. */
    private static final int MAX_EARLY = 1024;

    private record MessageKey(long chatId, long messageId) {}

    /** The calling thread's way to wait. */
    interface Wait {
        <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private final Map<MessageKey, CompletableFuture<JsonNode>> awaited = new HashMap<>();
    private final Map<MessageKey, JsonNode> early = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MessageKey, JsonNode> eldest) {
            return size() > MAX_EARLY;
        }
    };

    /**
     * The response with its final messages, or the error of a refused one.
     *
     * @param check throws when no update will come
     */
    TdMessage await(TdMessage response, Wait wait, Runnable check)
            throws InterruptedException, ExecutionException, TimeoutException {
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

    private List<JsonNode> outcomes(List<JsonNode> messages, Wait wait, Runnable check)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<MessageKey, CompletableFuture<JsonNode>> expected = new LinkedHashMap<>();
        List<CompletableFuture<JsonNode>> futures = new ArrayList<>();
        for (JsonNode message : messages) {
            JsonNode state = message.path("sending_state");
            futures.add(
                    switch (Td.type(state)) {
                        case "messageSendingStatePending" -> {
                            MessageKey key = new MessageKey(Td.number(message, "chat_id"), Td.number(message, "id"));
                            yield expected.computeIfAbsent(key, this::expect);
                        }
                        case "messageSendingStateFailed" -> CompletableFuture.completedFuture(state.path("error"));
                        default -> CompletableFuture.completedFuture(message);
                    });
        }
        try {
            check.run(); // only now: the end of the session fails only what is registered
            List<JsonNode> outcomes = new ArrayList<>();
            for (CompletableFuture<JsonNode> future : futures) {
                outcomes.add(wait.await(future));
            }
            return outcomes;
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

    /** On the receive thread: takes note of an update that says what became of a message. */
    void updated(TdMessage message) {
        JsonNode update = message.tree();
        switch (message.type()) {
            case "updateMessageSendSucceeded" -> settle(update, update.path("message"));
            case "updateMessageSendFailed" -> settle(update, update.path("error"));
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
            ObjectNode error = Td.function("error").put("code", 400).put("message", "MESSAGE_DELETED_BEFORE_SENT");
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

    /** No update will come. */
    synchronized void failAll(Supplier<ToolException> failure) {
        awaited.values().forEach(future -> future.completeExceptionally(failure.get()));
        awaited.clear();
    }

    /**
     * The list with its final messages. A message that was refused becomes {@code null}, as TDLib does with one that
     * cannot be forwarded: the others are sent, and an error would invite the caller to send them again. When all were
     * refused, the first error is the response.
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
