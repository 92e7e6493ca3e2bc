package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} at any moment under load, again and again, while Telegram goes on: the host starts each time, and what
 * it answered is there once. {@code TOOLGRAM_TEST_SEED} and {@code TOOLGRAM_TEST_KILLS} set another seed and number.
 */
@Tag("soak")
class KillsIT {

    private static final long SEED = Long.parseLong(System.getenv().getOrDefault("TOOLGRAM_TEST_SEED", "20251123"));
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("TOOLGRAM_TEST_KILLS", "15"));
    private static final List<String> CHATS = List.of("me", "@bob_stone", "@rust_and_rye", "me");
    private static final String PREFIX = "kill ";

    private enum Moment {
        START_UP,
        LOAD,
        SHUTDOWN
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final Set<String> repeated = ConcurrentHashMap.newKeySet();
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private final Observation<URI> address = new Observation<>(NOBODY);
    private SandboxHost telegram;
    private Map<String, String> settings;
    private volatile boolean over;
    private int lives;

    @BeforeEach
    void startTelegram() throws Exception {
        telegram = SandboxHost.start();
        RemoteSandbox remote = new RemoteSandbox(telegram, folder);
        settings = remote.settings(folder.resolve("data"));
        settings.put("TOOLGRAM_SESSION", remote.signIn().encode());
        settings.put("TOOLGRAM_REQUEST_TIMEOUT", "30");
        // Of a short life most is spent on starting.
        settings.put("TOOLGRAM_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    private RealHost startHost() throws IOException {
        return new RealHost(folder.resolve("life-" + ++lives), settings);
    }

    /** The standard error of all lives. */
    private String errors() throws IOException {
        StringBuilder errors = new StringBuilder();
        for (int life = 1; life <= lives; life++) {
            errors.append(Files.readString(folder.resolve("life-" + life).resolve("err")));
        }
        return errors.toString();
    }

    @AfterEach
    void stopTelegram() {
        http.close();
        telegram.close();
    }

    @Test
    void whatWasAnsweredIsThereOnceHoweverOftenTheHostIsKilled() throws Exception {
        Map<Moment, Integer> kills = new TreeMap<>();
        long begin = System.nanoTime();
        long startUp = TimeUnit.SECONDS.toMillis(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < CHATS.size(); sender++) {
                int number = sender;
                senders.add(threads.submit(() -> send(number)));
            }
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    // The very first start, which takes the session over, is killed as well.
                    Moment moment = kill == 0 ? Moment.START_UP : Moment.values()[random.nextInt(3)];
                    kills.merge(moment, 1, Integer::sum);
                    long took = killAt(moment, startUp);
                    startUp = took == 0 ? startUp : took;
                }
                theLastStartServesAndEndsCleanly(senders);
            } finally {
                over = true;
                address.set(NOBODY); // ends the waits for an address
            }
        }
        assertThat(repeated).as("kills hit calls").isNotEmpty();
        assertThat(answered).containsKeys(repeated.toArray(String[]::new));
        System.out.printf(
                "Kills, seed %d: %d in %d s %s; answers %s; stored %d, answered %d, repeated %d%n",
                SEED,
                KILLS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                kills,
                new TreeMap<>(outcomes),
                stored().values().stream().mapToInt(List::size).sum(),
                answered.size(),
                repeated.size());
    }

    @Test
    void aSignalLetsWhatIsInFlightEndAndRefusesWhatIsNew() throws Exception {
        try (RealHost host = startHost();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            URI ready = host.awaitReady().address();
            JsonNode _ = telegram.sandbox("hang", Map.of("method", "messages.sendMessage"));
            Future<Integer> inFlight = threads.submit(() -> post(ready, "me", PREFIX + "in flight"));
            await(() -> telegram.sandbox("calls", Map.of())
                    .valueStream()
                    .anyMatch(call -> call.get("method").asString().equals("messages.sendMessage")));

            host.process().destroy();
            await(() -> statusOfMe(ready) == 503);
            JsonNode _ = telegram.sandbox("clear_faults", Map.of());

            assertThat(inFlight.get()).isEqualTo(200);
            assertThat(host.exitCode()).isZero();
            assertEverythingIsThereOnce();
        }
    }

    private int statusOfMe(URI host) {
        try {
            return http.send(HttpRequest.newBuilder(host.resolve("/api/me")).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(condition::getAsBoolean);
    }

    /** One life. Returns how many milliseconds it took to be ready, or 0 if it was not to get that far. */
    private long killAt(Moment moment, long startUp) throws Exception {
        long begin = System.nanoTime();
        // At about every other kill there are messages that the data centre has, and of which the host does not know
        // yet.
        int late = 50 * random.nextInt(2);
        JsonNode _ = telegram.sandbox("slow", Map.of("method", "messages.sendMessage", "millis", late));
        try (RealHost host = startHost()) {
            if (moment == Moment.START_UP) {
                pass(random.nextLong(startUp + 1));
                return 0;
            }
            address.set(host.awaitReady().address());
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            pass(50 + random.nextLong(500));
            if (moment == Moment.SHUTDOWN) {
                host.process().destroy();
                pass(random.nextLong(250));
            }
            return took;
        } // here it is killed
    }

    private void theLastStartServesAndEndsCleanly(List<Future<?>> senders) throws Exception {
        JsonNode _ = telegram.sandbox("clear_faults", Map.of());
        try (RealHost host = startHost()) {
            URI ready = host.awaitReady().address();
            over = true; // but what a kill left without an answer is repeated
            address.set(ready);
            for (Future<?> sender : senders) {
                Object _ = sender.get();
            }
            // Behind everything that earlier lives have left unsent.
            for (String chat : CHATS) {
                String text = PREFIX + "last " + answered.size();
                assertThat(post(ready, chat, text)).isEqualTo(200);
            }
            assertEverythingIsThereOnce();
            assertThat(outcomes).as(errors()).doesNotContainKey("500");
            assertThat(errors()).as("a kill does not damage the database").doesNotContain("damaged");
            assertThat(host.stop()).isZero();
        }
        assertEverythingIsThereOnce();
    }

    private void assertEverythingIsThereOnce() {
        Map<String, List<Long>> stored = stored();
        assertThat(stored).allSatisfy((text, ids) -> assertThat(ids).as(text).hasSize(1));
        assertThat(stored)
                .containsAllEntriesOf(answered.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, sent -> List.of(sent.getValue()))));
    }

    private Map<String, List<Long>> stored() {
        return telegram.sandbox("count", Map.of("text", PREFIX, "prefix", true))
                .get("places")
                .valueStream()
                .collect(Collectors.groupingBy(
                        place -> place.get("text").asString(),
                        Collectors.mapping(place -> place.get("id").asLong(), Collectors.toList())));
    }

    /** Sends one text after the other, each to the host that is running then, and repeats it until there is an answer. */
    private void send(int sender) {
        URI last = NOBODY;
        boolean dead = true;
        for (int number = 0; ; ) {
            last = dead ? address.awaitOther(last) : last;
            String text = PREFIX + sender + " " + number + ".";
            if (over && !repeated.contains(text)) {
                return;
            }
            try {
                int status = post(last, CHATS.get(sender), text);
                dead = status == 503; // it is shutting down
                number += status == 200 ? 1 : 0;
            } catch (IOException _) {
                outcomes.merge("none", 1, Integer::sum);
                repeated.add(text);
                dead = true;
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private int post(URI host, String chat, String text) throws IOException, InterruptedException {
        String body = SandboxHost.JSON.writeValueAsString(Map.of("chat", chat, "text", text));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(host.resolve("/api/messages"))
                        .timeout(Duration.ofSeconds(90))
                        .header("Idempotency-Key", text.replace(' ', '-'))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        outcomes.merge(Integer.toString(response.statusCode()), 1, Integer::sum);
        if (response.statusCode() == 200) {
            JsonNode sent = SandboxHost.JSON.readTree(response.body()).get("result");
            answered.put(text, sent.get("id").asLong());
        }
        return response.statusCode();
    }

    private static void pass(long millis) throws InterruptedException {
        Thread.sleep(millis); // the moment is what is tested: any will do
    }

    /** A value that some set and others wait for. */
    private static final class Observation<T> {
        private T value;

        Observation(T value) {
            this.value = value;
        }

        synchronized void set(T next) {
            value = next;
            notifyAll();
        }

        synchronized T awaitOther(T known) {
            try {
                while (value.equals(known)) {
                    wait();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return value;
        }
    }
}
