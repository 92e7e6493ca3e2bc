package dev.toolgram.host.events;

import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.store.EventTable;
import dev.toolgram.host.store.StoreException;
import dev.toolgram.host.store.StoredEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable, numbered log of events of an account. Reading consumes nothing: each reader keeps the number of the last
 * event that it has handled, and a number that a reader has seen is on disk. Thread-safe.
 */
public final class EventLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    /** Of waiting events; then {@link #append} waits for the disk. */
    private static final int ROOM = 4096;

    private static final int MAX_BATCH = 1024;

    /** The newest events, which most readers want, are read without the database. */
    private static final int TAIL = 512;

    /** The most rows that one {@link #read} looks at, so that a filter that accepts nothing ends. */
    private static final int MAX_SCAN = 4096;

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);
    private static final String ON_SINCE = "on_since";
    private static final String CONNECTED = "connected";
    private static final String RECORDING = "recording";

    /** The current readers. Thread-safe. */
    public interface Reader {

        /** The way out. */
        String kind();

        /** The number of events of the log that it has not handled. */
        long lag();

        /** The number of the oldest event that a way out has still to deliver; 0 for none. */
        default long waiting() {
            return 0;
        }

        /** Ends its wait, and all further ones. */
        void end();
    }

    private sealed interface Item {}

    private record Append(EventDraft draft) implements Item {}

    private record Complete(long chatId, long messageId) implements Item {}

    private record Wake() implements Item {}

    private final EventTable table;
    private final EventsConfig config;
    private final InstantSource clock;
    private final Duration retry;
    private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>(ROOM);
    private final AtomicReferenceArray<Event> tail = new AtomicReferenceArray<>(TAIL);
    private final AtomicLong appended = new AtomicLong();
    private final List<Runnable> whenOn = new CopyOnWriteArrayList<>();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Object arrival = new Object();
    private final Thread writer;
    private volatile long oldest;
    private volatile boolean on;
    private volatile boolean closed;
    private volatile boolean hasAll;

    /** @param retry the pause after the database could not be written, for example because the disk is full */
    public EventLog(EventTable table, EventsConfig config, InstantSource clock, Duration retry) {
        this.table = table;
        this.config = config;
        this.clock = clock;
        this.retry = retry;
        this.oldest = table.oldest();
        this.on = config.mode() != EventsConfig.Mode.OFF
                && table.setting(ON_SINCE).isPresent();
        if (config.mode() == EventsConfig.Mode.ON) {
            turnOn();
        }
        this.writer = Thread.ofPlatform().daemon().name("events").start(this::writeAll);
    }

    /** Whether events are logged. */
    public boolean isOn() {
        return on;
    }

    /** Whether the operator has turned the log off for good. */
    public boolean isForbidden() {
        return config.mode() == EventsConfig.Mode.OFF;
    }

    /**
     * Logs events from now on, also after restarts: called when the first reader comes. Idempotent.
     *
     * @throws IllegalStateException if the operator has turned the log off
     */
    public synchronized void turnOn() {
        if (isForbidden()) {
            throw new IllegalStateException("events are off");
        }
        if (!on) {
            if (table.setting(ON_SINCE).isEmpty()) {
                table.set(ON_SINCE, clock.millis() / 1000);
            }
            on = true;
            whenOn.forEach(Runnable::run);
        }
    }

    /** Runs an action when the log is turned on; at once if it is. */
    synchronized void whenOn(Runnable action) {
        if (on) {
            action.run();
        } else {
            whenOn.add(action);
        }
    }

    /** Since when events are logged, in seconds since 1970: older messages are not caught up. */
    long onSince() {
        return table.setting(ON_SINCE).orElse(clock.millis() / 1000);
    }

    /** When the account was connected last, in seconds since 1970; when the log was turned on if it never was. */
    long lastConnected() {
        return table.setting(CONNECTED).orElse(onSince());
    }

    void connected(long seconds) {
        table.set(CONNECTED, seconds);
    }

    /**
     * Notes that events are being recorded.
     *
     * @return whether they already were when the last process ended: it was killed
     */
    boolean beginRecording() {
        boolean wasKilled = table.setting(RECORDING).orElse(0) == 1;
        table.set(RECORDING, 1);
        return wasKilled;
    }

    /** Lets {@link #close} note that the log has all that TDLib has reported. */
    void endRecording() {
        hasAll = true;
    }

    /** Whether an event has only ids, because the operator wants no content on the disk. */
    boolean idsOnly() {
        return config.idsOnly();
    }

    /**
     * Appends an event, unless its fact is logged already. Returns before it is on disk, and waits only while the disk is
     * far behind.
     */
    public void append(EventDraft draft) throws InterruptedException {
        queue.put(new Append(draft));
    }

    /** Notes, behind the events appended so far, that the log has all messages of a chat up to one. */
    void complete(long chatId, long messageId) throws InterruptedException {
        queue.put(new Complete(chatId, messageId));
    }

    /** The message of each chat up to which the log has all. */
    Map<Long, Long> complete() {
        return table.complete();
    }

    /** Those of some facts that are logged. */
    Set<String> known(Collection<String> facts) {
        return table.known(facts);
    }

    /** A hash of a text that does not reveal it. */
    String fingerprint(String text) {
        return table.fingerprint(text);
    }

    private void writeAll() {
        List<Item> batch = new ArrayList<>();
        long purgeAt = System.nanoTime() + PURGE_INTERVAL.toNanos();
        try {
            while (!closed || !queue.isEmpty()) {
                Item first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    int _ = queue.drainTo(batch, MAX_BATCH);
                    write(batch);
                    batch.clear();
                }
                if (System.nanoTime() > purgeAt) {
                    purge();
                    purgeAt = System.nanoTime() + PURGE_INTERVAL.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Item> batch) throws InterruptedException {
        List<StoredEvent> rows = new ArrayList<>();
        Map<Long, Long> complete = new HashMap<>();
        for (Item item : batch) {
            switch (item) {
                case Append(EventDraft draft) -> rows.add(draft.row());
                case Complete(long chatId, long messageId) -> complete.merge(chatId, messageId, Math::max);
                case Wake() -> {}
            }
        }
        while (true) {
            try {
                publish(table.append(rows, complete));
                return;
            } catch (StoreException e) {
                if (closed) {
                    log.error("Lost {} events: {}", rows.size(), e.getMessage());
                    hasAll = false;
                    return;
                }
                log.error("Events are not written, trying again in {} s", retry.toSeconds());
                Thread.sleep(retry);
            }
        }
    }

    private void publish(List<StoredEvent> rows) {
        for (StoredEvent row : rows) {
            tail.set((int) (row.seq() % TAIL), new Event(row));
        }
        appended.addAndGet(rows.size());
        wake();
    }

    /** Deletes what is older and larger than the operator wants to keep. */
    void purge() {
        try {
            int deleted = table.purge(clock.instant().minus(config.keepFor()), config.keepBytes());
            oldest = table.oldest();
            if (deleted > 0) {
                log.debug("Deleted {} old events, keeping them from {}", deleted, oldest);
            }
        } catch (StoreException e) {
            log.warn("Cannot delete old events: {}", e.getMessage());
        }
    }

    /** The number of the newest event; 0 before the first. */
    public long newest() {
        return table.newest();
    }

    /** The number of the oldest event that is kept. */
    public long oldest() {
        return Math.min(oldest, table.newest() + 1);
    }

    /** Counts a reader until it is {@link #closed(Reader)}. */
    public void opened(Reader reader) {
        readers.add(reader);
        if (closed) {
            reader.end();
        }
    }

    /** The reader reads no more. */
    public void closed(Reader reader) {
        readers.remove(reader);
    }

    /** The open readers. */
    public Set<Reader> readers() {
        return Set.copyOf(readers);
    }

    /** The number of events appended since the start. */
    public long appended() {
        return appended.get();
    }

    /** The number of the last event that a way out has handled, as {@link #keep} wrote it. */
    public OptionalLong position(String reader) {
        return table.setting(reader);
    }

    /**
     * Writes the number of the last event that a way out has handled.
     *
     * @throws StoreException if the disk cannot be written
     */
    public void keep(String reader, long seq) {
        table.set(reader, seq);
    }

    /** Counts a delivery that failed. */
    public void failed(String way) {
        failures.computeIfAbsent(way, _ -> new LongAdder()).increment();
    }

    /** The number of deliveries of a way out that failed since the start. */
    public long failures(String way) {
        LongAdder counted = failures.get(way);
        return counted == null ? 0 : counted.sum();
    }

    /** The age of the oldest event that is kept; zero without events. */
    public Duration age() {
        return age(0);
    }

    /** The age of an event, or of the first one after it that is kept; zero if there is none. */
    public Duration age(long seq) {
        long time = table.timeFrom(seq).orElse(clock.millis());
        return Duration.ofMillis(Math.max(0, clock.millis() - time));
    }

    /**
     * Reads events behind a number.
     *
     * @param after a number, or -1 for the newest one
     * @param limit the most events, at least 1
     * @param readable the chats whose events may be seen
     * @return perhaps fewer events although there are more: {@link EventPage#next} is not the newest then
     */
    public EventPage read(long after, int limit, EventFilter filter, LongPredicate readable) {
        long newest = newest();
        long first = oldest();
        boolean truncated = after > newest || (after >= 0 && after < first - 1);
        long cursor = after < 0 ? newest : Math.clamp(after, Math.min(first - 1, newest), newest);
        List<Event> events = new ArrayList<>();
        for (int scanned = 0; cursor < newest && scanned < MAX_SCAN && events.size() < limit; ) {
            int wanted = limit - events.size();
            Event recent = tail.get((int) ((cursor + 1) % TAIL));
            if (recent != null && recent.seq() == cursor + 1) {
                cursor++;
                scanned++;
                if (filter.accepts(recent) && EventFilter.isVisible(recent, readable)) {
                    events.add(recent);
                }
                continue;
            }
            List<StoredEvent> rows =
                    table.read(cursor, newest, filter.typeNames(), filter.chats(), filter.outgoing(), wanted);
            rows.stream()
                    .map(Event::new)
                    .filter(event -> EventFilter.isVisible(event, readable))
                    .forEach(events::add);
            scanned += wanted;
            cursor = rows.size() < wanted ? newest : rows.getLast().seq();
        }
        return new EventPage(events, cursor, first, newest, truncated);
    }

    /**
     * Reads the newest events, newest first, among the newest {@value #MAX_SCAN} ones.
     *
     * @param limit the most events, at least 1
     * @param readable the chats whose events may be seen
     */
    public EventPage readNewest(int limit, EventFilter filter, LongPredicate readable) {
        for (int span = limit; ; span *= 4) {
            EventPage page = read(Math.max(0, newest() - span), MAX_SCAN, filter, readable);
            int found = page.events().size();
            if (found >= limit || span >= MAX_SCAN || newest() - span < page.oldest()) {
                List<Event> last =
                        page.events().subList(Math.max(0, found - limit), found).reversed();
                return new EventPage(last, page.next(), page.oldest(), page.newest(), false);
            }
        }
    }

    /**
     * Waits for an event behind a number.
     *
     * @param ended ends the wait when it is true; looked at after {@link #wake}
     * @return whether there is one
     */
    public boolean await(long after, Duration timeout, BooleanSupplier ended) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (arrival) {
            for (long left = timeout.toNanos();
                    newest() <= after && left > 0 && !closed && !ended.getAsBoolean();
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(arrival, left);
            }
        }
        return newest() > after;
    }

    /** Lets all who wait look whether their wait has ended. */
    public void wake() {
        synchronized (arrival) {
            arrival.notifyAll();
        }
    }

    /** Writes what was appended. Idempotent. */
    @Override
    public void close() {
        closed = true;
        wake();
        boolean _ = queue.offer(new Wake()); // a full queue needs none
        try {
            writer.join();
            if (hasAll) {
                table.set(RECORDING, 0);
                hasAll = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            log.warn("Cannot note that the log of events is complete: {}", e.getMessage());
        }
    }
}
