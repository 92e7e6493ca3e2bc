package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.EventsIT.EventStream;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log under load, while a host in the same process sends messages through the real TDLib. */
@Tag("soak")
class EventLoadIT {

    private static final int RATE = 5_000;
    private static final int OFFERED = 6_000;
    private static final int TOTAL = 4 * OFFERED;
    private static final int ROUNDS = 6; // because other programs may need the machine
    private static final int RECEIVED = 500;
    private static final int READERS = 2_000;
    private static final long BOB = 1002;
    private static final EventDraft.Chat CHAT = new EventDraft.Chat(42, 42, "42");
    private static final String TEXT = "a message of ordinary length, as people write them ".repeat(4);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        over.set(true);
        threads.close();
    }

    private void sendAllTheTime(SandboxHost host) {
        for (int sender = 0; sender < 4; sender++) {
            var _ = threads.submit(() -> {
                while (!over.get()) {
                    host.post("/api/messages", Map.of("chat", "me", "text", "load"))
                            .result();
                    sent.incrementAndGet();
                }
            });
        }
    }

    @Test
    void fiveThousandEventsASecondAreAppendedBesideASendingLoad() throws Exception {
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
                        Duration.ofSeconds(1))) {
            sendAllTheTime(host);
            double seconds = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS && TOTAL / seconds < RATE; round++) {
                seconds = Math.min(seconds, append(log));
            }
            over.set(true);

            assertThat(sent.get()).isPositive();
            assertThat(TOTAL / seconds)
                    .as("events a second: %d in %.2f s beside %d sends", TOTAL, seconds, sent.get())
                    .isGreaterThanOrEqualTo(RATE);
        }
    }

    /** Appends all events, not faster than they are offered, and returns the seconds until a reader had them all. */
    private double append(EventLog log) throws Exception {
        long first = log.newest();
        Future<Integer> followed = threads.submit(() -> follow(log, first));
        long cpuBefore = cpuOfTheLog();
        long begin = System.nanoTime();
        for (int number = 1; number <= TOTAL; number++) {
            long due = begin + number * TimeUnit.SECONDS.toNanos(1) / OFFERED;
            if (number % 50 == 0 && due > System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            log.append(new EventDraft(
                    EventType.MESSAGE_NEW,
                    "42:" + (first + number),
                    Instant.now(),
                    CHAT,
                    false,
                    false,
                    StrictJson.object().put("id", number).put("text", TEXT)));
        }
        assertThat(followed.get(120, TimeUnit.SECONDS)).isEqualTo(TOTAL);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long cpu = cpuOfTheLog() - cpuBefore;
        System.out.printf(
                "Events: %d in %.2f s (%.0f/s) beside %d sends; %d us of processor time each%n",
                TOTAL, seconds, TOTAL / seconds, sent.get(), cpu / TOTAL / 1000);
        // Of two cores, the log takes less than a half of one.
        assertThat(cpu).as("nanoseconds for %d events", TOTAL).isLessThan(TimeUnit.SECONDS.toNanos(TOTAL / RATE) / 2);
        return seconds;
    }

    @Test
    void messagesReachAStreamBesideASendingLoadWithinASecond() throws Exception {
        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_EVENTS", "on"));
                EventStream stream = new EventStream(host, "?chats=@bob_stone&types=message.new")) {
            sendAllTheTime(host);
            Map<Long, Long> read = new ConcurrentHashMap<>();
            Future<?> reader = threads.submit(() -> {
                while (read.size() < RECEIVED) {
                    read.put(stream.next("message.new").at("/data/id").asLong(), System.nanoTime());
                }
                return true;
            });
            Map<Long, Long> written = new HashMap<>();
            for (int number = 0; number < RECEIVED; number++) {
                long time = System.nanoTime();
                JsonNode stored = host.sandbox("receive", Map.of("chat_id", BOB, "text", "number " + number));
                written.put(stored.get("id").asLong(), time);
                Thread.sleep(5);
            }
            var _ = reader.get(60, TimeUnit.SECONDS);
            over.set(true);

            List<Long> lags = written.entrySet().stream()
                    .map(each -> TimeUnit.NANOSECONDS.toMillis(
                            Objects.requireNonNull(read.get(each.getKey())) - each.getValue()))
                    .sorted()
                    .toList();
            long p99 = lags.get(RECEIVED * 99 / 100);
            System.out.printf(
                    "Events: %d messages, from the data centre through TDLib to a stream's reader beside %d sends: p99 %d ms%n",
                    RECEIVED, sent.get(), p99);
            assertThat(sent.get()).isPositive();
            assertThat(p99).as("milliseconds, p99").isLessThan(1_000);
        }
    }

    @Test
    void twoThousandStreamsGetEverythingWhileCallsGoOn() throws Exception {
        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_EVENTS", "on"))) {
            URI address = host.uri("/");
            CountDownLatch open = new CountDownLatch(READERS);
            AtomicInteger complete = new AtomicInteger();
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(() -> {
                    readThree(address, open);
                    return complete.incrementAndGet();
                }));
            }
            assertThat(open.await(120, TimeUnit.SECONDS))
                    .as("%d are open", READERS)
                    .isTrue();
            long begin = System.nanoTime();
            for (String text : List.of("reader one", "reader two", "reader three")) {
                JsonNode _ = host.sandbox("receive", Map.of("chat_id", BOB, "text", text));
            }
            assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
            long called = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            for (Future<?> reader : readers) {
                var _ = reader.get(120, TimeUnit.SECONDS);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.printf(
                    "Events: %d streams got 3 messages each in %d ms; a call meanwhile after %d ms%n",
                    READERS, millis, called);
            assertThat(complete).hasValue(READERS);
            assertThat(millis).as("milliseconds until all had them").isLessThan(30_000);
            assertThat(called).as("milliseconds of a call meanwhile").isLessThan(10_000);
        }
    }

    private static void readThree(URI address, CountDownLatch open) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write("GET /api/events/stream?chats=@bob_stone HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
            int found = 0;
            for (String line = lines.readLine(); found < 3; line = lines.readLine()) {
                if (line.startsWith(": events behind")) {
                    open.countDown();
                } else if (line.contains("\"text\":\"reader ")) {
                    found++;
                }
            }
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

    /** Counts the events of a reader until it has all. */
    private static int follow(EventLog log, long first) throws InterruptedException {
        int count = 0;
        try (EventReader reader = new EventReader(log, "stream", first, EventFilter.ALL, chat -> true)) {
            while (count < TOTAL) {
                EventPage page = reader.next(500, Duration.ofSeconds(30));
                assertThat(page.events()).isNotEmpty();
                count += page.events().size();
            }
        }
        return count;
    }
}
