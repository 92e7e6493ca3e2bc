package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds back an answer until each message in it has been stored by the server or refused. TDLib answers a sending
 * function with provisional messages, and tells later, or even before, in an update what became of each. Everything
 * happens on the receive thread, so there is no race between the two.
 */
final class Deliveries {

    /** A burst's worth: outcomes wait here only from the update to the answer, or for a caller who has left. */
    private static final int MAX_EARLY = 1024;

    private record MessageKey(long chatId, long messageId) {}

    /** One place in an answer that a final message, or an error, will take. */
    private record Slot(Delivery delivery, int index) {}

    private final Map<MessageKey, Slot> awaited = new HashMap<>();
    private final Map<MessageKey, ObjectNode> early = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MessageKey, ObjectNode> eldest) {
            return size() > MAX_EARLY;
        }
    };

    /** Completes {@code done} with the answer, as soon as no message in it is provisional. */
    void await(ObjectNode answer, CompletableFuture<ObjectNode> done) {
        switch (Td.type(answer)) {
            case "message" -> await(List.of(answer), new Delivery(null, done));
            case "messages" -> {
                List<JsonNode> messages =
                        new ArrayList<>(answer.path("messages").values());
                await(messages, new Delivery(answer, done));
            }
            default -> done.complete(answer);
        }
    }

    /** Takes note of an update that says what became of a message. */
    void updated(ObjectNode update) {
        switch (Td.type(update)) {
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

    private void await(List<JsonNode> messages, Delivery delivery) {
        delivery.expect(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            JsonNode state = message.path("sending_state");
            switch (Td.type(state)) {
                case "messageSendingStatePending" -> {
                    MessageKey key = new MessageKey(Td.number(message, "chat_id"), Td.number(message, "id"));
                    ObjectNode outcome = early.remove(key);
                    if (outcome == null) {
                        awaited.put(key, new Slot(delivery, i));
                    } else {
                        delivery.settle(i, outcome);
                    }
                }
                case "messageSendingStateFailed" -> delivery.settle(i, state.path("error"));
                default -> delivery.settle(i, message);
            }
        }
    }

    private void settle(ObjectNode update, JsonNode outcome) {
        long chatId = Td.number(update.path("message"), "chat_id");
        settle(new MessageKey(chatId, Td.number(update, "old_message_id")), (ObjectNode) outcome);
    }

    private void deleted(long chatId, long messageId) {
        if (!MessageIds.isFinal(messageId)) {
            ObjectNode error = Td.function("error").put("code", 400).put("message", "MESSAGE_DELETED_BEFORE_SENT");
            settle(new MessageKey(chatId, messageId), error);
        }
    }

    private void settle(MessageKey key, ObjectNode outcome) {
        Slot slot = awaited.remove(key);
        if (slot == null) {
            early.put(key, outcome);
        } else {
            slot.delivery().settle(slot.index(), outcome);
        }
    }

    /** An answer that is held back. */
    private static final class Delivery {

        private final @Nullable ObjectNode list;
        private final CompletableFuture<ObjectNode> done;
        private JsonNode[] outcomes = {};
        private int open;

        /** @param list the {@code messages} object; {@code null} when the answer is a single message */
        Delivery(@Nullable ObjectNode list, CompletableFuture<ObjectNode> done) {
            this.list = list;
            this.done = done;
        }

        void expect(int messages) {
            outcomes = new JsonNode[messages];
            open = messages;
            if (messages == 0 && list != null) {
                done.complete(list);
            }
        }

        void settle(int index, JsonNode outcome) {
            outcomes[index] = outcome;
            open--;
            if (open == 0) {
                done.complete(list == null ? (ObjectNode) outcome : settled(list));
            }
        }

        /**
         * The list with its final messages. A message that was refused becomes {@code null}, as TDLib does with one
         * that cannot be forwarded: the others are sent, and an error would invite the caller to send them again. When
         * all were refused, the first error is the answer.
         */
        private ObjectNode settled(ObjectNode messages) {
            ArrayNode settled = messages.putArray("messages");
            @Nullable ObjectNode refusal = null;
            boolean sent = false;
            for (JsonNode outcome : outcomes) {
                if (Td.isError(outcome)) {
                    refusal = refusal == null ? (ObjectNode) outcome : refusal;
                    settled.addNull();
                } else {
                    sent |= !outcome.isNull();
                    settled.add(outcome);
                }
            }
            return refusal == null || sent ? messages : refusal;
        }
    }
}
