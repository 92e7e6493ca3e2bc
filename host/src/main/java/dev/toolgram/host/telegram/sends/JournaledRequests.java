package dev.toolgram.host.telegram.sends;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.host.store.JournaledCall;
import dev.toolgram.host.store.JournaledWrite;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.store.SendState;
import dev.toolgram.host.store.StoreException;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends the requests of calls that must not reach Telegram twice. Thread-safe. */
public final class JournaledRequests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Set<String> SENDING_ONE =
            Set.of("sendMessage", "sendInlineQueryResultMessage", "sendBotStartMessage");
    private static final Set<String> SENDING_MANY = Set.of("sendMessageAlbum", "forwardMessages", "resendMessages");
    /** These open a chat that exists. */
    private static final Set<String> REPEATABLE =
            Set.of("createPrivateChat", "createBasicGroupChat", "createSupergroupChat", "createSecretChat");

    /** The clocks of Telegram and of this machine may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 20;

    private final TdlibEngine engine;
    private final SendJournal journal;
    private final Supplier<@Nullable JournaledCall> calls;
    private final UnsentMessages unsent;

    /**
     * @param engine an engine that has not begun
     * @param calls returns the record of the current thread's call; {@code null} outside of one, or if it only reads
     */
    public JournaledRequests(TdlibEngine engine, SendJournal journal, Supplier<@Nullable JournaledCall> calls) {
        this.engine = engine;
        this.journal = journal;
        this.calls = calls;
        this.unsent = new UnsentMessages(engine, journal);
    }

    /** Whether a repeated request would have a second effect. */
    private static boolean covers(String function) {
        return SENDING_ONE.contains(function)
                || SENDING_MANY.contains(function)
                || (function.startsWith("create") && !REPEATABLE.contains(function));
    }

    /**
     * Sends a request, or returns the response that an earlier attempt of the same call got.
     *
     * @throws ToolException as {@link TdlibEngine#request(TdRequest, Instant)}; {@code NOT_READY} if the journal cannot be
     *     written, because nothing is sent then
     */
    public TdMessage send(TdRequest request, Instant deadline) {
        JournaledCall call = covers(request.function()) ? calls.get() : null;
        return call == null ? engine.request(request, deadline) : send(call, request, deadline);
    }

    private TdMessage send(JournaledCall call, TdRequest request, Instant deadline) {
        engine.requireReady(); // otherwise it is known already that nothing can be sent
        JsonNode function = request.tree();
        List<String> fingerprints = MessageText.ofRequest(function).stream()
                .map(journal::fingerprint)
                .toList();
        JournaledWrite write = record(call, request.function(), function, fingerprints);
        if (!write.takeDue()) {
            settle(write, deadline);
            if (write.state() == SendState.SENT) {
                return response(write, deadline);
            }
            if (write.state() != SendState.NOT_SENT) {
                throw new ToolException(
                        ErrorCode.TIMEOUT,
                        "An earlier attempt of this call may have reached Telegram, and its outcome is still unknown;"
                                + " nothing was sent again");
            }
            begin(call, write);
        }
        return send(write, request, deadline);
    }

    private static JournaledWrite record(
            JournaledCall call, String name, JsonNode function, List<String> fingerprints) {
        try {
            return call.write(name, Td.number(function, "chat_id"), fingerprints);
        } catch (StoreException e) {
            throw unwritable(e);
        }
    }

    private static void begin(JournaledCall call, JournaledWrite write) {
        try {
            call.repeat(write);
        } catch (StoreException e) {
            throw unwritable(e);
        }
    }

    private static ToolException unwritable(StoreException e) {
        return new ToolException(ErrorCode.NOT_READY, e.getMessage() + "; nothing was sent", e);
    }

    private TdMessage send(JournaledWrite write, TdRequest request, Instant deadline) {
        try {
            TdMessage response = engine.request(request, deadline, message -> unsent.track(write, message));
            unsent.untrack(write);
            if (response.type().equals("message") || response.type().equals("messages")) {
                write.sent(messages(response.tree())
                        .map(message -> Td.number(message, "id"))
                        .toList());
            } else {
                write.answered(response.tree().toString().getBytes(StandardCharsets.UTF_8));
            }
            return response;
        } catch (ToolException e) {
            if (e.isNotSent()) {
                unsent.untrack(write);
                write.cancelled();
            } else if (e.code() == ErrorCode.INVALID_INPUT || e.code() == ErrorCode.TELEGRAM_REFUSED) {
                unsent.untrack(write);
                write.notSent();
            }
            throw e;
        }
    }

    private static Stream<JsonNode> messages(JsonNode response) {
        return (Td.is(response, "messages") ? response.path("messages").valueStream() : Stream.of(response))
                .filter(JsonNode::isObject);
    }

    /** Finds out whether Telegram has the messages of a request whose outcome is unknown. */
    public void settle(JournaledWrite write, Instant deadline) {
        try {
            if (!write.awaitOutcome(deadline)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (write.state() == SendState.ASKED && !write.fingerprints().isEmpty() && isUpToDate(deadline)) {
            search(write, deadline);
        }
    }

    /** After a start, TDLib first fetches what it has missed. */
    private boolean isUpToDate(Instant deadline) {
        return engine.awaitService(Duration.between(Instant.now(), deadline)).isEmpty();
    }

    /**
     * TDLib does not have the message any more, or never got it. In the first case Telegram has stored it, and the chat's
     * history contains it.
     */
    private void search(JournaledWrite write, Instant deadline) {
        List<String> wanted = new ArrayList<>(write.fingerprints());
        Set<Long> taken = new HashSet<>(journal.sent(write.chatId()));
        List<Long> found = new ArrayList<>();
        long since = write.created().minus(CLOCK_SKEW).getEpochSecond();
        // A message that was to be sent later is not in the history.
        ObjectNode scheduled = Td.function("getChatScheduledMessages").put("chat_id", write.chatId());
        for (JsonNode message : engine.request(scheduled, deadline).path("messages")) {
            long id = Td.number(message, "id");
            if (!taken.contains(id) && wanted.remove(journal.fingerprint(MessageText.ofMessage(message)))) {
                found.add(id);
            }
        }
        long from = 0;
        for (int page = 0; page < MAX_PAGES && !wanted.isEmpty(); page++) {
            JsonNode messages =
                    engine.request(history(write.chatId(), from), deadline).path("messages");
            if (messages.isEmpty()) {
                break;
            }
            for (JsonNode message : messages) {
                from = Td.number(message, "id");
                if (Td.number(message, "date") < since) {
                    page = MAX_PAGES;
                    break;
                }
                if (Td.flag(message, "is_outgoing")
                        && !message.has("sending_state")
                        && !taken.contains(from)
                        && wanted.remove(journal.fingerprint(MessageText.ofMessage(message)))) {
                    found.add(from);
                }
            }
        }
        if (found.isEmpty()) {
            write.notSent();
        } else {
            write.sent(found.reversed());
        }
    }

    private static ObjectNode history(long chatId, long from) {
        return Td.function("getChatHistory")
                .put("chat_id", chatId)
                .put("from_message_id", from)
                .put("offset", 0)
                .put("limit", PAGE)
                .put("only_local", false);
    }

    private TdMessage response(JournaledWrite write, Instant deadline) {
        byte[] response = write.response();
        if (response != null) {
            return TdMessage.of((ObjectNode) JSON.readTree(response));
        }
        ObjectNode get = Td.function("getMessages").put("chat_id", write.chatId());
        write.sent().forEach(get.putArray("message_ids")::add);
        ObjectNode messages = (ObjectNode) engine.request(get, deadline);
        if (SENDING_MANY.contains(write.function())) {
            return TdMessage.of(messages);
        }
        return messages(messages)
                .findFirst()
                .map(message -> TdMessage.of((ObjectNode) message))
                .orElseThrow(() -> new ToolException(
                        ErrorCode.INVALID_INPUT,
                        "An earlier attempt sent the message, and it has been deleted since; one that was scheduled may also have"
                                + " been sent"));
    }
}
