package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} at any moment while messages arrive: no number is used twice, nothing is lost that a reader has seen, and
 * every message that the data centre has delivered is an event once. {@code TOOLGRAM_TEST_SEED} and
 * {@code TOOLGRAM_TEST_KILLS} set another seed and number.
 */
@Tag("soak")
class EventKillsIT {

    private static final long SEED = Long.parseLong(System.getenv().getOrDefault("TOOLGRAM_TEST_SEED", "20261128"));
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("TOOLGRAM_TEST_KILLS", "50"));
    private static final int KILLED = 128 + 9;
    private static final List<Long> CHATS = List.of(1002L, 3001L, 2001L, 1003L);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Long, String> seen = new ConcurrentSkipListMap<>();
    private final List<String> delivered = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private SandboxHost telegram;
    private Map<String, String> settings;
    private Path distribution;

    @BeforeEach
    void startTelegram() throws Exception {
        telegram = SandboxHost.start();
        distribution = RealHost.withoutPlugins(folder.resolve("toolgram"));
        RemoteSandbox remote = new RemoteSandbox(telegram, folder);
        settings = remote.settings(folder.resolve("data"));
        settings.put("TOOLGRAM_SESSION", remote.signIn().encode());
        settings.put("TOOLGRAM_EVENTS", "on");
        settings.put("TOOLGRAM_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        try (RealHost host = new RealHost(distribution, folder.resolve("first"), settings)) {
            var _ = host.awaitReady();
            assertThat(host.stop()).isZero();
        }
    }

    @AfterEach
    void stopTelegram() {
        http.shutdownNow();
        telegram.close();
    }

    @Test
    void everyDeliveredMessageIsAnEventOnceHoweverOftenTheHostIsKilled() throws Exception {
        long begin = System.nanoTime();
        Thread writer = Thread.ofVirtual().start(this::write);
        int readings = 0;
        int kills = 0;
        while (kills < KILLS) {
            try (RealHost host = new RealHost(distribution, folder.resolve("life-" + kills), settings)) {
                if (random.nextInt(3) == 0) {
                    Thread.sleep(random.nextLong(2500)); // while it starts
                } else {
                    URI address = host.awaitReady().address();
                    Thread reader = Thread.ofVirtual().start(() -> follow(address));
                    Thread.sleep(100 + random.nextLong(900));
                    readings++;
                    assertThat(host.process().destroyForcibly().waitFor()).isEqualTo(KILLED);
                    assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
                }
                assertThat(host.process().destroyForcibly().waitFor()).isEqualTo(KILLED);
                kills++;
            }
        }
        over.set(true);
        writer.join();

        Map<Long, String> events;
        try (RealHost host = new RealHost(distribution, folder.resolve("last"), settings)) {
            URI address = host.awaitReady().address();
            List<String> wanted = List.copyOf(delivered);
            events = new TreeMap<>();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        events.putAll(all(address));
                        Set<String> missing = new LinkedHashSet<>(wanted);
                        missing.removeAll(events.values());
                        assertThat(missing).as("delivered, but not an event").isEmpty();
                    });
            assertThat(host.err()).doesNotContain("damaged");
            assertThat(host.stop()).isZero();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

        assertThat(events)
                .as("what a reader has seen is there under its number")
                .containsAllEntriesOf(seen);
        assertThat(events.values()).as("once").doesNotHaveDuplicates();
        System.out.printf(
                "Events, seed %d: %d kills, %d while it served, in %d s; delivered %d messages, events %d, seen %d%n",
                SEED, kills, readings, seconds, delivered.size(), events.size(), seen.size());
        assertThat(kills).isEqualTo(KILLS);
        assertThat(readings).as("kills while it served").isGreaterThanOrEqualTo(KILLS / 3);
        assertThat(delivered).as("messages in %d s", seconds).hasSizeGreaterThan((int) (seconds * 5));
        assertThat(seen).as("numbers that readers have seen").hasSizeGreaterThan(readings);
    }

    /** Messages arrive, whatever becomes of the host. */
    private void write() {
        for (int number = 0; !over.get(); number++) {
            long chat = CHATS.get(number % CHATS.size());
            JsonNode stored = telegram.sandbox("receive", Map.of("chat_id", chat, "text", "event " + number));
            delivered.add(chat + ":" + stored.get("id").asLong());
            try {
                Thread.sleep(random.nextLong(60));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String fact(JsonNode event) {
        return event.get("type").asString().equals("message.new")
                ? event.get("chat_id").asLong() + ":"
                        + event.get("data").get("id").asLong()
                : event.get("id").asString();
    }

    /** Reads the stream until the host dies. */
    private void follow(URI address) {
        long after = seen.isEmpty() ? 0 : ((ConcurrentSkipListMap<Long, String>) seen).lastKey();
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/events/stream?after=" + after))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: {\"seq\"")) {
                        JsonNode event = SandboxHost.JSON.readTree(line.substring(6));
                        String other = seen.put(event.get("seq").asLong(), fact(event));
                        assertThat(other).as("a number is used once").isNull();
                    }
                }
            }
        } catch (IOException e) {
            // killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Long, String> all(URI address) throws IOException, InterruptedException {
        Map<Long, String> events = new TreeMap<>();
        for (long after = 0; ; ) {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/events?limit=1000&after=" + after))
                    .build();
            JsonNode page = SandboxHost.JSON
                    .readTree(http.send(request, BodyHandlers.ofString()).body())
                    .get("result");
            page.get("events").forEach(event -> events.put(event.get("seq").asLong(), fact(event)));
            if (page.get("next").asLong() == after) {
                return events;
            }
            after = page.get("next").asLong();
        }
    }
}
