package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.events.EventDraft;
import dev.toolgram.host.events.EventFilter;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventPage;
import dev.toolgram.host.events.EventReader;
import dev.toolgram.host.events.EventType;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log under load, while a host in the same process sends messages through the real TDLib. */
@Tag("soak")
class EventLoadIT {

    private static final int RATE = 5_000;
    private static final int SECONDS = 5;
    private static final int TOTAL = RATE * SECONDS;
    private static final EventDraft.Chat CHAT = new EventDraft.Chat(42, 42, "42");
    private static final String TEXT = "a message of ordinary length, as people write them ".repeat(4);

    @TempDir
    private Path folder;

    @Test
    void fiveThousandEventsASecondAreAppendedBesideASendingLoad() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (SandboxHost host = SandboxHost.start();
                Database database = Database.openEvents(folder, new byte[32]);
                EventLog log = new EventLog(
                        new EventTable(database),
                        Config.read(
                                        Map.of("TOOLGRAM_TELEGRAM", "sandbox", "TOOLGRAM_EVENTS", "on"),
                                        "test",
                                        config -> List.of())
                                .events(),
                        InstantSource.system(),
                        Duration.ofSeconds(1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < 4; sender++) {
                var _ = threads.submit(() -> {
                    while (!over.get()) {
                        host.post("/api/messages", Map.of("chat", "me", "text", "load"))
                                .result();
                        sent.incrementAndGet();
                    }
                });
            }
            AtomicLongArray times = new AtomicLongArray(TOTAL + 1);
            Future<List<Long>> lags = threads.submit(() -> follow(log, times));
            long cpuBefore = cpuOfTheLog();
            long begin = System.nanoTime();
            for (int number = 1; number <= TOTAL; number++) {
                long due = begin + number * TimeUnit.SECONDS.toNanos(1) / RATE;
                if (number % 50 == 0 && due > System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
                times.set(number, System.nanoTime());
                log.append(new EventDraft(
                        EventType.MESSAGE_NEW,
                        "42:" + number,
                        Instant.now(),
                        CHAT,
                        false,
                        false,
                        StrictJson.object().put("id", number).put("text", TEXT)));
            }
            List<Long> sorted = lags.get(60, TimeUnit.SECONDS).stream().sorted().toList();
            double seconds = (System.nanoTime() - begin) / 1e9;
            long cpu = cpuOfTheLog() - cpuBefore;
            over.set(true);

            long p99 = TimeUnit.NANOSECONDS.toMillis(sorted.get(TOTAL * 99 / 100));
            System.out.printf(
                    "Events: %d in %.2f s (%.0f/s) beside %d sends; append to reader p50 %d ms, p99 %d ms; %d us of processor time each%n",
                    TOTAL,
                    seconds,
                    TOTAL / seconds,
                    sent.get(),
                    TimeUnit.NANOSECONDS.toMillis(sorted.get(TOTAL / 2)),
                    p99,
                    cpu / TOTAL / 1000);
            assertThat(sent.get()).isPositive();
            // Of two cores, the log takes less than a half of one; the elapsed time is that of the disk and of other
            // programs, too.
            assertThat(cpu).as("nanoseconds for %d events", TOTAL).isLessThan(TimeUnit.SECONDS.toNanos(SECONDS) / 2);
        }
    }

    /** The processor time of the threads that write events, in nanoseconds. */
    private static long cpuOfTheLog() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().matches("events|writer of events.db"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    /** The time from each event to its reader, in nanoseconds. */
    private static List<Long> follow(EventLog log, AtomicLongArray times) throws InterruptedException {
        List<Long> lags = new ArrayList<>();
        try (EventReader reader = new EventReader(log, "stream", 0, EventFilter.ALL, chat -> true)) {
            while (lags.size() < TOTAL) {
                EventPage page = reader.next(500, Duration.ofSeconds(30));
                assertThat(page.events()).isNotEmpty();
                page.events().forEach(event -> lags.add(System.nanoTime() - times.get((int) event.seq())));
            }
        }
        return lags;
    }
}
