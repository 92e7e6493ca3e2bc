package dev.toolgram.host.events;

import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.host.mcp.dialect.EventFeed;
import dev.toolgram.host.policy.EventAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of events for MCP's resources: one reader for all clients, which makes one notification of a burst. */
public final class EventResources implements EventFeed {

    private static final Logger log = LoggerFactory.getLogger(EventResources.class);

    /** The types after which {@code get_messages} returns something else. */
    private static final Set<EventType> MESSAGES = EnumSet.of(
            EventType.MESSAGE_NEW,
            EventType.MESSAGE_SENT,
            EventType.MESSAGE_EDITED,
            EventType.MESSAGE_DELETED,
            EventType.GAP);

    private static final Duration RESOLVING = Duration.ofSeconds(20);
    private static final int MAX_PAGE = 200;

    private final EventLog events;
    private final EventAccess access;
    private final Pace pace;

    /**
     * The pace of notifications.
     *
     * @param idle how often the listener can look at the keys when nothing happens
     * @param settle a burst ends when nothing has happened for this long
     * @param longest the longest burst
     */
    record Pace(Duration idle, Duration settle, Duration longest) {
        static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(2));
    }

    public EventResources(EventLog events, EventAccess access) {
        this(events, access, Pace.DEFAULT);
    }

    EventResources(EventLog events, EventAccess access, Pace pace) {
        this.events = events;
        this.access = access;
        this.pace = pace;
    }

    @Override
    public @Nullable Refusal refusal(@Nullable String keyName) {
        if (events.isForbidden()) {
            return new Refusal(EventEndpoints.OFF, true);
        }
        EventAccess.Refusal refusal = access.refusal(keyName);
        return refusal == null ? null : new Refusal(refusal.message(), refusal.status() != 503);
    }

    @Override
    public OptionalLong find(@Nullable String keyName, String chat) {
        return access.find(keyName, new ChatReference(chat), Instant.now().plus(RESOLVING));
    }

    @Override
    public boolean mayRead(@Nullable String keyName, long chatId) {
        return chatId == 0 || access.mayRead(keyName, chatId);
    }

    @Override
    public void start(Listener listener) {
        events.turnOn();
        // Opened here, so that a client misses nothing after its subscription was confirmed.
        EventReader reader = new EventReader(events, "mcp", -1, EventFilter.ALL, _ -> true);
        Thread _ = Thread.ofVirtual().name("mcp-resources").start(() -> run(reader, listener));
    }

    private void run(EventReader reader, Listener listener) {
        try (reader) {
            while (!reader.isEnded()) {
                Map<Long, Boolean> burst = burst(reader);
                try {
                    listener.happened(burst);
                } catch (RuntimeException e) {
                    log.error("A change of resources was not reported", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Long, Boolean> burst(EventReader reader) throws InterruptedException {
        Map<Long, Boolean> chats = new HashMap<>();
        EventPage page = reader.next(MAX_PAGE, pace.idle());
        long end = System.nanoTime() + pace.longest().toNanos();
        while (!page.events().isEmpty()) {
            for (Event event : page.events()) {
                chats.merge(event.chatId(), MESSAGES.contains(event.type()), Boolean::logicalOr);
            }
            if (System.nanoTime() - end > 0) {
                break;
            }
            page = reader.next(MAX_PAGE, pace.settle());
        }
        return chats;
    }
}
