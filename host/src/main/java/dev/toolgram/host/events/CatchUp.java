package dev.toolgram.host.events;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.host.telegram.chat.ChatIds;
import dev.toolgram.host.telegram.codec.MessageIds;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds messages of which TDLib has sent no update, because there were too many of them, or because the process ended
 * before their events were on disk. For each chat it keeps the message up to which the log has all; a newer last message,
 * or a hole between two messages of a supergroup, is looked up in the history. A gap comes before what was found.
 */
final class CatchUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

    /** The most messages that are looked at in a chat; older ones are left to the reader of the gap. */
    static final int MAX_MESSAGES = 1000;

    private static final int PAGE = 100;
    private static final int MAX_PAGES_OF_CHATS = 10;
    private static final int MAX_PROBED = 50;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** TDLib may report a chat's last message before the message itself. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    private static final Duration WAIT_FOR_SERVICE = Duration.ofMinutes(1);

    /** Telegram keeps the updates of an account for longer than this. */
    private static final Duration LONG_ABSENCE = Duration.ofHours(12);

    private static final Duration NOTE_CONNECTION = Duration.ofMinutes(1);

    /** The state of one chat. */
    private static final class Progress {
        long complete;
        long arrived;
        long last;
        boolean hole;
        boolean suspect; // TDLib's own history may have a hole, of which it does not know, before its next message
        boolean searched;
        boolean skipped; // it may have one now
        boolean waiting;
        boolean checking;

        Progress(long complete, boolean suspect) {
            this.complete = complete;
            this.suspect = suspect;
        }

        /** Lets the next check ask the server. */
        void distrust() {
            hole = true;
            skipped = true;
        }

        long newest() {
            return Math.max(complete, arrived);
        }

        boolean isCertain() {
            return !hole && !waiting && !checking;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private final TdlibEngine engine;
    private final EventLog events;
    private final Drafts drafts;
    private final Function<JsonNode, List<EventDraft>> found;
    private final Map<Long, Progress> chats = new HashMap<>();
    private final LinkedBlockingQueue<Step> work = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofVirtual().name("events-catch-up").unstarted(this::run);
    private boolean isListed;
    private boolean wasKilled;
    private long connectedBefore;
    private long since;
    private volatile boolean closed;

    /** @param found the events of a message that was found later */
    CatchUp(TdlibEngine engine, EventLog events, Drafts drafts, Function<JsonNode, List<EventDraft>> found) {
        this.engine = engine;
        this.events = events;
        this.drafts = drafts;
        this.found = found;
    }

    void begin() throws InterruptedException {
        since = events.onSince();
        connectedBefore = events.lastConnected();
        wasKilled = events.beginRecording();
        events.complete().forEach((chat, message) -> chats.put(chat, new Progress(message, wasKilled)));
        if (wasKilled) {
            // Messages are looked up; edits and deletions cannot be.
            events.append(drafts.ofAccount(
                    EventType.GAP,
                    "killed:" + drafts.now().toEpochMilli(),
                    Drafts.data().put("reason", "killed")));
        }
        thread.start();
    }

    /** Telegram is connected, and TDLib has the updates that it gets by itself. */
    synchronized void connected() {
        if (!isListed) {
            isListed = true;
            work.add(this::listChats);
        }
    }

    /** Updates were dropped: TDLib has their messages. */
    synchronized void dropped() {
        chats.values().forEach(chat -> chat.hole = true);
        work.add(this::review);
    }

    /** The event of a message was appended. */
    synchronized void arrived(JsonNode message) throws InterruptedException {
        long chatId = Td.number(message, "chat_id");
        long id = Message.serverId(Td.number(message, "id"));
        Progress chat = progress(chatId);
        if (chat.suspect) {
            chat.suspect = false;
            chat.distrust();
        }
        boolean follows = chat.newest() > 0 && (!ChatIds.isSupergroup(chatId) || id <= chat.newest() + 1);
        chat.arrived = Math.max(chat.arrived, id);
        if (!follows || chat.hole) {
            chat.hole = true;
            schedule(chatId, chat);
        } else if (chat.isCertain() && id > chat.complete) {
            chat.complete = id;
            events.complete(chatId, id);
        }
    }

    /** TDLib says which message is the last one of a chat. */
    synchronized void last(JsonNode message) {
        long id = Td.number(message, "id");
        if (!MessageIds.isFinal(id) || Td.number(message, "date") < since) {
            return;
        }
        long chatId = Td.number(message, "chat_id");
        Progress chat = progress(chatId);
        chat.last = Message.serverId(id);
        boolean isRecent = Td.number(message, "date") >= connectedBefore - NOTE_CONNECTION.toSeconds();
        if (chat.suspect && isRecent && !chat.searched) {
            chat.searched = true;
            chat.distrust();
            schedule(chatId, chat);
        } else if (chat.last > chat.newest()) {
            schedule(chatId, chat);
        }
    }

    private Progress progress(long chatId) {
        return chats.computeIfAbsent(chatId, _ -> new Progress(0, wasKilled));
    }

    private void schedule(long chatId, Progress chat) {
        if (!chat.waiting) {
            chat.waiting = true;
            work.add(() -> check(chatId, chat));
        }
    }

    private void run() {
        while (!closed) {
            try {
                Step next = work.poll(NOTE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    noteConnection();
                    continue;
                }
                Thread.sleep(SETTLE);
                while (!closed && engine.awaitService(WAIT_FOR_SERVICE).isPresent()) {
                    Thread.sleep(SETTLE); // somebody has to log in
                }
                next.run();
            } catch (InterruptedException e) {
                return;
            } catch (ToolException e) {
                log.warn("Cannot look for missed messages: {}", e.getMessage());
            } catch (RuntimeException e) {
                log.error("Looking for missed messages failed", e);
            }
        }
    }

    private void noteConnection() {
        if (engine.awaitService(Duration.ZERO).isEmpty()) {
            events.connected(drafts.now().getEpochSecond());
        }
    }

    /** Makes TDLib report the last messages of the chats that have changed most recently. */
    private void listChats() throws InterruptedException {
        boolean wasLong = drafts.now().getEpochSecond() - connectedBefore > LONG_ABSENCE.toSeconds();
        for (String list : List.of("chatListMain", "chatListArchive")) {
            for (int page = 0; page < MAX_PAGES_OF_CHATS && !closed; page++) {
                ObjectNode load = Td.function("loadChats").put("limit", PAGE);
                load.set("chat_list", Td.function(list));
                if (Td.isError(engine.ask(load, drafts.now().plus(REQUEST_TIMEOUT)))) {
                    break; // there are no more
                }
            }
        }
        if (wasLong || wasKilled) {
            probe();
        }
    }

    /**
     * Of private chats and basic groups TDLib silently skips what Telegram does not keep as updates any more, and, when it
     * was killed, what it had received but not stored. It takes its own last message for the newest one, and shows nothing
     * newer until the next update: a search, which asks the server, comes back empty then. The next message of such a chat
     * makes the messages between visible to a search.
     */
    private void probe() throws InterruptedException {
        ObjectNode list = Td.function("getChats").put("limit", MAX_PROBED);
        list.set("chat_list", Td.function("chatListMain"));
        for (JsonNode id : request(list).path("chat_ids")) {
            long chatId = id.asLong(0);
            if (!ChatIds.isSupergroup(chatId) && !closed) {
                long known = newest(chatId);
                JsonNode newest = request(
                        Td.function("searchChatMessages").put("chat_id", chatId).put("limit", 1));
                if (newest.path("messages").isEmpty() && Td.number(newest, "total_count") > 0) {
                    Thread.sleep(SETTLE); // a message may be on its way
                    skipped(chatId, known);
                }
            }
        }
    }

    /** Looks at the chats of which an update was perhaps dropped. */
    private void review() {
        ObjectNode list = Td.function("getChats").put("limit", PAGE);
        list.set("chat_list", Td.function("chatListMain"));
        for (JsonNode id : request(list).path("chat_ids")) {
            JsonNode chat = request(Td.function("getChat").put("chat_id", id.asLong(0)));
            last(chat.path("last_message"));
        }
    }

    private synchronized long newest(long chatId) {
        return progress(chatId).newest();
    }

    private synchronized void skipped(long chatId, long known) {
        Progress chat = progress(chatId);
        if (chat.newest() > known) {
            return;
        }
        chat.suspect = true;
        try {
            events.append(gap(chatId, chat.newest(), null, false, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode request(ObjectNode function) {
        return engine.request(function, drafts.now().plus(REQUEST_TIMEOUT));
    }

    private void check(long chatId, Progress chat) {
        long complete;
        boolean skipped;
        synchronized (this) {
            chat.waiting = false;
            if (!chat.hole && chat.last <= chat.newest()) {
                advance(chatId, chat, chat.newest());
                return; // the message itself has arrived since
            }
            chat.hole = false;
            chat.checking = true;
            complete = chat.complete;
            skipped = chat.skipped;
            chat.skipped = false;
        }
        long newest = complete;
        boolean checked = true;
        try {
            List<JsonNode> history = history(chatId, complete, skipped);
            newest = history.isEmpty() ? complete : id(history.getLast());
            append(chatId, complete, history);
        } catch (ToolException e) {
            checked = isFinal(e);
            log.warn("Cannot look for missed messages in chat {}: {}", chatId, e.getMessage());
        } catch (InterruptedException e) {
            checked = false;
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                chat.checking = false;
                if (checked) {
                    advance(chatId, chat, chat.isCertain() ? Math.max(newest, chat.arrived) : newest);
                } else {
                    chat.hole = true;
                    chat.skipped = skipped;
                    schedule(chatId, chat);
                }
            }
        }
    }

    /** The chat cannot be read any more, for example because the account has left it. */
    private static boolean isFinal(ToolException e) {
        return e.code() == ErrorCode.INVALID_INPUT || e.code() == ErrorCode.TELEGRAM_REFUSED;
    }

    private void advance(long chatId, Progress chat, long message) {
        if (message > chat.complete) {
            chat.complete = message;
            try {
                events.complete(chatId, message);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long id(JsonNode message) {
        return Message.serverId(Td.number(message, "id"));
    }

    /** The messages behind one, oldest first; of more than {@link #MAX_MESSAGES} the newest ones. */
    private List<JsonNode> history(long chatId, long after, boolean bySearch) {
        List<JsonNode> newestFirst = new ArrayList<>();
        long from = 0;
        while (newestFirst.size() < MAX_MESSAGES) {
            ObjectNode get = Td.function(bySearch ? "searchChatMessages" : "getChatHistory")
                    .put("chat_id", chatId)
                    .put("from_message_id", from)
                    .put("limit", PAGE);
            JsonNode page = request(get).path("messages");
            for (JsonNode message : page) {
                if (id(message) <= after || Td.number(message, "date") < since) {
                    return newestFirst.reversed();
                }
                if (MessageIds.isFinal(Td.number(message, "id"))) {
                    newestFirst.add(message);
                }
                from = Td.number(message, "id");
            }
            if (page.isEmpty()) {
                break;
            }
        }
        return newestFirst.reversed();
    }

    private void append(long chatId, long complete, List<JsonNode> history) throws InterruptedException {
        Set<String> known = events.known(history.stream()
                .map(message -> MessageEvents.fact(chatId, id(message)))
                .toList());
        List<JsonNode> missing = history.stream()
                .filter(message -> !known.contains(MessageEvents.fact(chatId, id(message))))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        long lastMissing = id(missing.getLast());
        long before = history.stream()
                .map(CatchUp::id)
                .filter(id -> id > lastMissing)
                .min(Comparator.naturalOrder())
                .orElse(lastMissing + 1);
        long firstMissing = id(missing.getFirst());
        long after = history.stream()
                .map(CatchUp::id)
                .filter(id -> id < firstMissing)
                .max(Comparator.naturalOrder())
                .orElse(complete);
        boolean filled = history.size() < MAX_MESSAGES;
        log.info("Found {} messages in chat {} of which there was no update", missing.size(), chatId);
        events.append(gap(chatId, after, before, filled, filled ? null : id(history.getFirst())));
        for (JsonNode message : missing) {
            for (EventDraft event : found.apply(message)) {
                events.append(event);
            }
        }
    }

    /** @param before {@code null} if there is no newer message yet */
    private EventDraft gap(long chatId, long after, @Nullable Long before, boolean filled, @Nullable Long from) {
        ObjectNode data = Drafts.data()
                .put("reason", "missed")
                .put("after_id", after)
                .put("before_id", before)
                .put("filled", filled);
        if (from != null) {
            data.put("filled_from_id", from);
        }
        return drafts.of(EventType.GAP, chatId, after + ":" + (before == null ? "" : before), data);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
