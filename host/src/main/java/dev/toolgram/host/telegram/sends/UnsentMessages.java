package dev.toolgram.host.telegram.sends;

import dev.toolgram.host.store.JournaledWrite;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages that TDLib is sending and no call waits for: those of calls that timed out, and those of an earlier run
 * of the host, which TDLib sends after the start. Thread-safe.
 */
final class UnsentMessages {

    private static final Logger log = LoggerFactory.getLogger(UnsentMessages.class);

    private record Key(long chatId, long messageId) {}

    private final TdlibEngine engine;
    private final SendJournal journal;
    private final List<JournaledWrite> earlier;
    private final Map<Key, JournaledWrite> sending = new ConcurrentHashMap<>();
    private final Consumer<TdMessage> restored =
            update -> restored(update.tree().path("message"));
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** @param engine an engine that has not begun, because it reports the messages of an earlier run first */
    UnsentMessages(TdlibEngine engine, SendJournal journal) {
        this.engine = engine;
        this.journal = journal;
        this.earlier = journal.unfinished();
        engine.listeners().add("updateNewMessage", restored);
        engine.listeners().add("updateMessageSendSucceeded", update -> sent(update.tree()));
        engine.listeners().add("updateMessageSendFailed", update -> failed(update.tree()));
        engine.listeners().add("updateDeleteMessages", update -> deleted(update.tree()));
        engine.onStateChange(this::authorized);
    }

    /** A call is sending a message: its outcome is recorded, even if the call ends before. */
    void track(JournaledWrite write, JsonNode message) {
        long id = Td.number(message, "id");
        if (!MessageIds.isFinal(id)) {
            sending.put(new Key(write.chatId(), id), write);
            write.sending(id, journal.fingerprint(MessageText.ofMessage(message)));
        }
    }

    /** The outcome of a request is recorded. */
    void untrack(JournaledWrite write) {
        sending.values().removeIf(write::equals);
    }

    /** TDLib restores its unsent messages before it reports that the account is logged in. */
    private void authorized(AuthorizationState state) {
        if (state instanceof AuthorizationState.Ready) {
            engine.listeners().remove("updateNewMessage", restored);
            if (resumed.get() + cancelled.get() > 0) {
                log.info(
                        "Unsent messages of an earlier run: {} cancelled, {} sent now because their callers can ask"
                                + " for them by idempotency key",
                        cancelled,
                        resumed);
            }
        }
    }

    private void restored(JsonNode message) {
        if (!Td.is(message.path("sending_state"), "messageSendingStatePending")) {
            return;
        }
        long chatId = Td.number(message, "chat_id");
        long id = Td.number(message, "id");
        String fingerprint = journal.fingerprint(MessageText.ofMessage(message));
        JournaledWrite write = earlier.stream()
                .filter(each -> each.chatId() == chatId
                        && each.unclaimed() > 0
                        && each.fingerprints().contains(fingerprint))
                .findFirst()
                .orElse(null);
        if (write != null) {
            sending.put(new Key(chatId, id), write);
            write.resumed(id);
            if (write.isKeyed()) {
                resumed.incrementAndGet();
                return;
            }
        }
        cancelled.incrementAndGet();
        ObjectNode delete = Td.function("deleteMessages").put("chat_id", chatId).put("revoke", true);
        delete.putArray("message_ids").add(id);
        engine.send(delete);
    }

    private void sent(JsonNode update) {
        JsonNode message = update.path("message");
        JournaledWrite write =
                sending.remove(new Key(Td.number(message, "chat_id"), Td.number(update, "old_message_id")));
        if (write != null) {
            write.succeeded(Td.number(update, "old_message_id"), Td.number(message, "id"));
        }
    }

    private void failed(JsonNode update) {
        long id = Td.number(update, "old_message_id");
        JournaledWrite write = sending.remove(new Key(Td.number(update.path("message"), "chat_id"), id));
        if (write != null) {
            write.failed(id);
        }
    }

    private void deleted(JsonNode update) {
        if (!Td.flag(update, "from_cache")) {
            update.path("message_ids").forEach(id -> cancelled(Td.number(update, "chat_id"), id.asLong(0)));
        }
    }

    private void cancelled(long chatId, long messageId) {
        JournaledWrite write = sending.remove(new Key(chatId, messageId));
        if (write != null) {
            write.cancelled(messageId);
        }
    }
}
