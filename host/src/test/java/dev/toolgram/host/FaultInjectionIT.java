package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.toolgram.testkit.RestResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Injects faults on the Telegram side. With each fault every call ends, in a success or an error that says who can fix it; the
 * host gets well without a restart, and its log has a line for each change.
 */
class FaultInjectionIT {

    private static final int REQUEST_TIMEOUT = 4;

    /** A call that hangs would wait for much longer; this leaves a busy machine its time. */
    private static final Duration MOST = Duration.ofSeconds(REQUEST_TIMEOUT + 25);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String LOST = "WARN Connection to Telegram lost; trying again";
    private static final String BACK = "INFO Connected to Telegram again";

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.toolgram.host.telegram");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private SandboxHost host;

    @TempDir
    private Path data;

    @BeforeEach
    void start() {
        host = SandboxHost.start(Map.of(
                "TOOLGRAM_REQUEST_TIMEOUT", Integer.toString(REQUEST_TIMEOUT), "TOOLGRAM_DATA_DIR", data.toString()));
        assertThat(send().status()).isEqualTo(200);
        logger.setLevel(Level.INFO);
        listener.start();
        logger.addAppender(listener);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(listener);
        logger.setLevel(null);
        host.close();
    }

    @Test
    void restartIsLoggedInTwoLinesAndLosesNothing() throws Exception {
        Set<String> outcomes = under(() -> {
            steer("restart", Map.of("away_millis", 9_000));
            await(() -> lines.contains(LOST));
        });
        assertThat(outcomes).contains("504").isSubsetOf("200", "503", "504");

        recovers();
        await(() -> lines.contains(BACK));
        assertThat(connectionLines()).containsExactly(LOST, BACK);
        nothingIsThereTwice();
    }

    @Test
    @Tag("soak")
    void droppedConnectionsAreAtMostOneChangeInTheLog() throws Exception {
        Set<String> outcomes = under(() -> {
            steer("cut", Map.of("every_millis", 400));
            await(() -> answered.size() > 20);
        });
        assertThat(outcomes).contains("200").isSubsetOf("200", "503", "504");

        recovers();
        await(() -> !lines.contains(LOST) || lines.contains(BACK));
        assertThat(connectionLines()).isIn(List.of(), List.of(LOST, BACK));
        nothingIsThereTwice();
    }

    @Test
    @Tag("soak")
    void hangingServerIsLoggedOnceForAllCalls() throws Exception {
        Set<String> outcomes = under(() -> {
            steer("hang", Map.of());
            await(() -> numbers.get() > 14);
        });
        assertThat(outcomes).contains("504").isSubsetOf("200", "503", "504");

        recovers();
        await(() -> lines.stream().anyMatch(line -> line.matches("INFO Telegram responds to \\w+ again")));
        assertThat(lines).filteredOn(line -> line.contains("Request timed out")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.contains("responds")).hasSize(1);
        nothingIsThereTwice();
    }

    @Test
    void deadConnectionsAreReplacedAsSoonAsACallGoesUnanswered() {
        await(() -> {
            steer("blackhole", Map.of()); // again if TDLib opens a new connection at the same moment
            return send().status() == 504;
        });
        assertThat(lines).contains("INFO No response to sendMessage, reconnecting");

        // TDLib alone takes more than two minutes.
        recovers();
        nothingIsThereTwice();
    }

    @Test
    void slowAnswersAreWaitedForAndTooSlowOnesTimeOut() {
        steer("slow", Map.of("method", "messages.sendMessage", "millis", 500));
        assertThat(send().status()).isEqualTo(200);

        steer("slow", Map.of("method", "messages.sendMessage", "millis", 60_000));
        for (int i = 0; i < 2; i++) {
            RestResponse late = send();
            assertThat(late.status()).isEqualTo(504);
            assertThat(late.body().get("sent").asBoolean(true))
                    .as(late.body().toString())
                    .isFalse();
        }
        assertThat(search().status()).as("what is not slow").isEqualTo(200);
        assertThat(lines).filteredOn(line -> line.startsWith("WARN")).hasSize(1);

        recovers();
        nothingIsThereTwice();
    }

    @Test
    void shortFloodWaitsAreWaitedOutAndLongOnesReported() {
        fail(420, "FLOOD_WAIT_1", 1);
        assertThat(send().status()).isEqualTo(200);

        fail(420, "FLOOD_WAIT_99", 3);
        for (int i = 0; i < 3; i++) {
            RestResponse flooded = send();
            assertThat(flooded.status()).isEqualTo(502);
            assertThat(flooded.detail().path("telegram_error").asString()).isEqualTo("FloodWaitError");
            assertThat(flooded.detail().path("retry_after").asInt()).isEqualTo(99);
        }
        assertThat(lines)
                .containsExactly(
                        "WARN Rate-limited by Telegram: sendMessage, FLOOD_WAIT 1 s",
                        "WARN Rate-limited by Telegram: sendMessage, FLOOD_WAIT 99 s");

        recovers();
        nothingIsThereTwice();
    }

    @Test
    void serverErrorsAreTriedAgainAndEndInTimeouts() {
        fail(500, "INTERNAL_SERVER_ERROR", -1);
        assertThat(send().status()).isEqualTo(504);
        assertThat(search().status()).isEqualTo(200);

        recovers();
        nothingIsThereTwice();
    }

    private interface Change {
        void happen() throws Exception;
    }

    /** The statuses that calls from several threads end with while something happens; the faults are cleared then. */
    private Set<String> under(Change change) throws Exception {
        Set<String> outcomes = ConcurrentHashMap.newKeySet();
        AtomicInteger stopped = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> load = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                boolean writes = thread % 2 == 0;
                load.add(threads.submit(() -> {
                    while (stopped.get() == 0) {
                        outcomes.add(Integer.toString((writes ? send() : search()).status()));
                    }
                }));
            }
            try {
                change.happen();
            } finally {
                stopped.set(1);
            }
            for (Future<?> one : load) {
                Object _ = one.get();
            }
        } finally {
            steer("clear_faults", Map.of());
        }
        return outcomes;
    }

    private RestResponse send() {
        String text = "fault " + numbers.incrementAndGet() + ".";
        RestResponse answer = inTime(() -> host.post("/api/messages", Map.of("chat", "me", "text", text)));
        if (answer.status() == 200) {
            answered.put(text, answer.result().get("id").asLong());
        }
        return answer;
    }

    /** Goes to the server each time. */
    private RestResponse search() {
        String word = "word" + numbers.incrementAndGet();
        return inTime(() -> host.get("/api/messages", Map.of("chat", "@rust_and_rye", "search", word)));
    }

    private static RestResponse inTime(Supplier<RestResponse> call) {
        long start = System.nanoTime();
        RestResponse answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
        return answer;
    }

    private void recovers() {
        steer("clear_faults", Map.of());
        await(() -> send().status() == 200);
        assertThat(search().status()).isEqualTo(200);
    }

    /** A sent message is stored under its id; one whose call failed is stored at most once. */
    private void nothingIsThereTwice() {
        JsonNode stored = host.sandbox("count", Map.of("text", "fault ", "prefix", true));
        Map<String, Long> ids = new ConcurrentHashMap<>();
        stored.get("places")
                .forEach(place -> assertThat(ids.put(
                                place.get("text").asString(), place.get("id").asLong()))
                        .as(place.toString())
                        .isNull());
        assertThat(ids).containsAllEntriesOf(answered);
    }

    private List<String> connectionLines() {
        return lines.stream()
                .filter(line -> line.contains(" Telegram ") && line.contains("onnect"))
                .filter(line -> !line.contains("unanswered"))
                .toList();
    }

    private void fail(int code, String message, int times) {
        steer("fail", Map.of("method", "messages.sendMessage", "code", code, "message", message, "times", times));
    }

    private void steer(String tool, Map<String, ?> input) {
        JsonNode _ = host.sandbox(tool, input);
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(condition::getAsBoolean);
    }
}
