package dev.toolgram.host.events.sink;

import dev.toolgram.api.EventSink;
import dev.toolgram.host.events.Event;
import dev.toolgram.host.events.EventFilter;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventPage;
import dev.toolgram.host.observe.ExceptionText;
import dev.toolgram.host.store.StoreException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the events to one sink. The host's thread reads the log and keeps the cursor; the plugin's thread, of which there
 * is one, runs nothing but the sink. Thread-safe.
 */
final class SinkRunner implements EventLog.Reader {

    private static final Logger log = LoggerFactory.getLogger(SinkRunner.class);

    private static final String KIND = "sink";
    private static final int PAGE = 100;
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);

    private final String name;
    private final String key;
    private final EventSink sink;
    private final EventFilter filter;
    private final SinkTimes times;
    private final ExecutorService calls;
    private volatile @Nullable Thread thread;
    private volatile @Nullable SinkRunner predecessor;
    private volatile @Nullable EventLog events;
    private volatile long cursor;
    private volatile boolean stopping;
    private boolean calling; // guarded by this

    /**
     * A sink that gets nothing yet.
     *
     * @param name for the log
     * @param key under which its cursor is kept
     */
    SinkRunner(String name, String key, EventSink sink, EventFilter filter, SinkTimes times, ThreadFactory threads) {
        this.name = name;
        this.key = key;
        this.sink = sink;
        this.filter = filter;
        this.times = times;
        this.calls = Executors.newSingleThreadExecutor(work -> {
            Thread made = threads.newThread(work);
            made.setName("sink " + name);
            return made;
        });
    }

    String key() {
        return key;
    }

    /**
     * Begins, once the log is open and the predecessor has ended.
     *
     * @param before the sink of the same key; {@code null} if there is none
     */
    synchronized void start(Future<EventLog> source, @Nullable SinkRunner before) {
        if (thread == null && !stopping) {
            predecessor = before;
            thread = Thread.ofVirtual().name("events for " + name).start(() -> run(source));
        }
    }

    private void run(Future<EventLog> source) {
        try {
            SinkRunner before = predecessor;
            if (before != null && !before.finish(times.stop())) {
                return;
            }
            predecessor = null; // keeps the classes of the old version in memory
            EventLog opened = source.get();
            if (opened.isForbidden()) {
                log.warn("Sink {} gets no events: TOOLGRAM_EVENTS=off", name);
                return;
            }
            begin(opened);
            opened.opened(this);
            try {
                while (!stopping) {
                    step(opened);
                }
            } finally {
                opened.closed(this);
            }
        } catch (InterruptedException | CancellationException e) { // stopped
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        }
    }

    private void begin(EventLog opened) throws InterruptedException {
        cursor = stored(() -> {
            opened.turnOn();
            OptionalLong kept = opened.position(key);
            long from = kept.orElseGet(opened::newest);
            if (kept.isEmpty()) {
                opened.keep(key, from);
            }
            log.info("Sink {} gets the events after {}{}", name, from, kept.isEmpty() ? ", for the first time" : "");
            return from;
        });
        events = opened;
    }

    private void step(EventLog opened) throws InterruptedException {
        EventPage page = stored(() -> opened.read(cursor, PAGE, filter, _ -> true));
        long gone = page.oldest() - 1;
        if (cursor < gone) {
            long first = cursor + 1;
            log.warn("Sink {} misses the events {} to {}: they were deleted before it got them", name, first, gone);
            pass(opened, gone, () -> {
                sink.missed(first, gone);
                return null;
            });
        }
        for (Event event : page.events()) {
            dev.toolgram.api.Event given = SinkEvents.of(event);
            pass(opened, event.seq(), () -> {
                sink.handle(given);
                return null;
            });
        }
        if (!stopping && cursor != page.next()) {
            keep(opened, page.next());
        }
        boolean _ = opened.await(cursor, IDLE, () -> stopping);
    }

    /** Calls the sink until it succeeds, or this is stopped. */
    private void pass(EventLog opened, long seq, Callable<@Nullable Void> call) throws InterruptedException {
        for (int failures = 0; enter(); ) {
            try {
                if (isHandled(seq, call, failures)) {
                    keep(opened, seq);
                    if (failures > 0) {
                        log.info("Sink {} works again, it has handled event {}", name, seq);
                    }
                    return;
                }
            } finally {
                leave();
            }
            failures++;
            opened.failed(KIND);
            Thread.sleep(times.pause(failures));
        }
    }

    private boolean isHandled(long seq, Callable<@Nullable Void> call, int failures) throws InterruptedException {
        Future<@Nullable Void> running = calls.submit(call); // waits for a call that has ignored its interrupt
        try {
            var _ = running.get(times.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            report(seq, failures, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            report(seq, failures, null);
        } finally {
            boolean _ = running.cancel(true); // no effect once it has ended
        }
        return false;
    }

    /**
     * Logs once for an event, which may fail for hours.
     *
     * @param failure {@code null} if the call has not ended
     */
    private void report(long seq, int failures, @Nullable Throwable failure) {
        if (failures > 0) {
            return;
        }
        String problem = failure == null
                ? " did not end within %d s and is interrupted"
                        .formatted(times.deadline().toSeconds())
                : " failed" + ExceptionText.of(failure, sink.getClass().getClassLoader());
        String text = "Sink {}: event {}{}; trying again in {} s";
        long pause = times.pause(1).toSeconds();
        try {
            log.warn(text, name, seq, problem, pause, failure);
        } catch (RuntimeException | Error e) { // from the methods of the plugin's exception
            log.warn(text, name, seq, problem, pause);
        }
    }

    private void keep(EventLog opened, long seq) throws InterruptedException {
        cursor = stored(() -> {
            opened.keep(key, seq);
            return seq;
        });
    }

    /** Repeats what uses the database until it works: the disk may be full. */
    private <T> T stored(Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (StoreException e) {
                log.error("Sink {} waits for the database: {}", name, e.getMessage());
                Thread.sleep(STORE_RETRY);
            }
        }
    }

    private synchronized boolean enter() {
        calling = !stopping;
        return calling;
    }

    private synchronized void leave() {
        calling = false;
    }

    /** Passes no further event. Idempotent. */
    synchronized void stop() {
        stopping = true;
        Thread running = thread;
        if (running == null) {
            calls.shutdown();
        } else if (!calling) {
            running.interrupt(); // it waits for an event or for a retry
        }
    }

    /**
     * Stops, and waits for the call that is running; interrupts it after a time-out.
     *
     * @return whether the waiting thread was not interrupted
     */
    boolean finish(Duration timeout) {
        stop();
        Thread running = thread;
        try {
            if (running != null && !running.join(timeout)) {
                log.warn("Interrupting sink {} at event {} or later, which comes again", name, cursor + 1);
                running.interrupt();
                running.join();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            calls.shutdown();
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public long lag() {
        EventLog opened = events;
        return opened == null ? 0 : Math.max(0, opened.newest() - cursor);
    }

    @Override
    public long waiting() {
        return lag() == 0 ? 0 : cursor + 1;
    }

    /** The plugin ends it: the events that arrive while the host stops are for it, too. */
    @Override
    public void end() {}
}
