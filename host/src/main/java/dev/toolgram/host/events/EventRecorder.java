package dev.toolgram.host.events;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.telegram.chat.SharedShapes;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.ConnectionState;
import dev.toolgram.host.telegram.engine.TelegramListener;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Appends what happens in an account to its log, in the order in which TDLib reports it. TDLib's receive thread only puts
 * the updates into a queue; when that is full, they are dropped, counted, and reported by a gap.
 */
public final class EventRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);

    private static final int ROOM = 8192;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final List<String> UPDATES = List.of(
            "updateNewMessage",
            "updateMessageSendSucceeded",
            "updateMessageSendFailed",
            "updateMessageEdited",
            "updateMessageContent",
            "updateMessageInteractionInfo",
            "updateDeleteMessages",
            "updateChatReadInbox",
            "updateChatReadOutbox",
            "updateChatTitle",
            "updateChatPhoto",
            "updateChatPermissions",
            "updateChatPendingJoinRequests",
            "updateSupergroup",
            "updateBasicGroup",
            "updateNewChat",
            "updateChatLastMessage");

    /** Those of the current state, which say what later ones have changed. */
    private static final Set<String> LEARNED = Set.of("updateNewChat", "updateSupergroup", "updateBasicGroup");

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private final TelegramAccount account;
    private final EventLog events;
    private final Drafts drafts;
    private final MessageEvents messages;
    private final ChatEvents chats;
    private final CatchUp catchUp;
    private final LinkedBlockingQueue<Step> queue = new LinkedBlockingQueue<>(ROOM);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("events-recorder").unstarted(this::run);
    private volatile boolean closed;
    private boolean begun;
    private String state = "";

    /** @param account an account that has not begun, because the first updates say how far its chats are read */
    public EventRecorder(TelegramAccount account, EventLog events, InstantSource clock) {
        this.account = account;
        this.events = events;
        this.drafts = new Drafts(account.directory(), clock, events.idsOnly(), events::fingerprint);
        this.messages = new MessageEvents(new SharedShapes(account.directory()), drafts);
        this.chats = new ChatEvents(drafts, account::userId);
        this.catchUp = new CatchUp(account.engine(), events, drafts, this::found);
        events.whenOn(this::begin);
    }

    private void begin() {
        begun = true;
        try {
            catchUp.begin();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        thread.start();
        for (String type : UPDATES) {
            account.engine().listeners().add(type, this::received);
        }
        account.engine()
                .onStateChange(login -> add(() -> state(login, account.engine().connectionState())));
        account.engine()
                .onConnectionChange(connection -> add(() -> {
                    state(account.engine().state(), connection);
                    if (connection == ConnectionState.READY) {
                        catchUp.connected();
                    }
                }));
        account.engine().onRequest(new TelegramListener() {
            @Override
            public void asked(String function, Duration time) {}

            @Override
            public void refused(String function, TelegramError error) {
                Integer seconds = error.retryAfter();
                if (seconds != null) {
                    add(() -> flood(function, seconds));
                }
            }

            @Override
            public void delayed(String function, TelegramError error) {
                refused(function, error);
            }
        });
        if (account.engine().connectionState() == ConnectionState.READY) {
            add(this::learn);
            add(() -> {
                state(account.engine().state(), ConnectionState.READY);
                catchUp.connected();
            });
        }
    }

    /** The log was turned on later than TDLib has reported the chats. */
    private void learn() throws InterruptedException {
        JsonNode now = account.engine()
                .request(Td.function("getCurrentState"), drafts.now().plus(REQUEST_TIMEOUT));
        for (JsonNode update : now.path("updates")) {
            String type = Td.type(update);
            if (LEARNED.contains(type)) {
                read(type, update);
            }
        }
    }

    /** On the receive thread. */
    private void received(TdMessage update) {
        add(() -> read(update.type(), update.tree()));
    }

    private void add(Step step) {
        if (!queue.offer(step)) {
            dropped.incrementAndGet();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Step step = queue.take();
                reportDropped();
                step.run();
            } catch (InterruptedException e) {
                // closed
            } catch (RuntimeException e) {
                log.error("An update was not recorded", e);
            }
        }
    }

    private void reportDropped() throws InterruptedException {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            log.warn("Dropped {} updates: they came faster than the log of events could be written", lost);
            events.append(drafts.ofAccount(
                    EventType.GAP,
                    "overload:" + drafts.now().toEpochMilli(),
                    Drafts.data().put("reason", "overload").put("lost", lost)));
            catchUp.dropped();
        }
    }

    private void read(String type, JsonNode update) throws InterruptedException {
        switch (type) {
            case "updateNewMessage" -> arrived(EventType.MESSAGE_NEW, update.path("message"));
            case "updateMessageSendSucceeded" -> arrived(EventType.MESSAGE_SENT, update.path("message"));
            case "updateMessageSendFailed" -> events.append(messages.failed(update));
            case "updateMessageEdited" -> append(Optional.of(edited(update)));
            case "updateMessageContent" -> {
                if (Td.is(update.path("new_content"), "messagePoll")) {
                    append(messages.poll(update));
                }
            }
            case "updateMessageInteractionInfo" -> append(messages.reactions(update));
            case "updateDeleteMessages" -> append(messages.deleted(update));
            case "updateChatReadInbox" -> append(messages.readByMe(update));
            case "updateChatReadOutbox" -> append(messages.readByOthers(update));
            case "updateChatPendingJoinRequests" -> {
                for (EventDraft request : chats.joinRequests(update)) {
                    events.append(request);
                }
            }
            case "updateSupergroup", "updateBasicGroup" -> append(chats.ownStatus(update));
            case "updateNewChat" -> {
                messages.learnRead(update.path("chat"));
                chats.learnRequests(update.path("chat"));
                catchUp.last(update.path("chat").path("last_message"));
            }
            case "updateChatLastMessage" -> catchUp.last(update.path("last_message"));
            default -> append(chats.updated(type, update));
        }
    }

    private void arrived(EventType type, JsonNode message) throws InterruptedException {
        Optional<EventDraft> event = messages.message(type, message, false);
        if (event.isPresent()) {
            events.append(event.get());
            append(chats.members(message));
            catchUp.arrived(message);
        }
    }

    /** The update does not hold the new text. */
    private EventDraft edited(JsonNode update) {
        ObjectNode get = Td.function("getMessage")
                .put("chat_id", Td.number(update, "chat_id"))
                .put("message_id", Td.number(update, "message_id"));
        try {
            JsonNode message = account.engine().request(get, drafts.now().plus(REQUEST_TIMEOUT));
            return messages.edited(message, Td.number(update, "edit_date"))
                    .orElseGet(() -> messages.editedUnseen(update));
        } catch (ToolException e) {
            return messages.editedUnseen(update); // deleted since
        }
    }

    private void append(Optional<EventDraft> event) throws InterruptedException {
        if (event.isPresent()) {
            events.append(event.get());
        }
    }

    private void state(AuthorizationState login, ConnectionState connection) throws InterruptedException {
        String name = name(login);
        String now = name + " " + connection;
        if (!now.equals(state)) {
            state = now;
            events.append(drafts.ofAccount(
                    EventType.ACCOUNT_STATE,
                    drafts.now().toEpochMilli() + ":" + now.replace(' ', ':').toLowerCase(Locale.ROOT),
                    Drafts.data()
                            .put("login", name)
                            .put("connection", connection.name().toLowerCase(Locale.ROOT))));
        }
    }

    private static String name(AuthorizationState login) {
        return login.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private void flood(String function, int seconds) throws InterruptedException {
        events.append(drafts.ofAccount(
                EventType.ACCOUNT_STATE,
                drafts.now().toEpochMilli() + ":flood:" + function,
                Drafts.data().put("flood_seconds", seconds).put("function", function)));
    }

    /** The events of a message that was found later. */
    private List<EventDraft> found(JsonNode message) {
        return Stream.concat(
                        messages.message(EventType.MESSAGE_NEW, message, true).stream(),
                        chats.members(message).stream())
                .toList();
    }

    /** Records what TDLib has reported so far, and no more. Idempotent. */
    @Override
    public void close() {
        catchUp.close();
        try {
            if (begun
                    && queue.offer(() -> closed = true, DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                    && thread.join(DRAIN)
                    && dropped.get() == 0) {
                events.endRecording();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        thread.interrupt();
    }
}
