package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The account's budgets and Telegram's FLOOD_WAITs, on the real TDLib. */
class PacingIT {

    private static final int REQUEST_TIMEOUT = 4;

    private SandboxHost host;

    @BeforeEach
    void start() {
        host = SandboxHost.start(Map.of(
                "TOOLGRAM_THROTTLE_ENABLED", "true",
                "TOOLGRAM_THROTTLE_GLOBAL_INTERVAL_MS", "0",
                "TOOLGRAM_THROTTLE_JITTER_MS", "0",
                "TOOLGRAM_THROTTLE_PER_CHAT_INTERVAL_MS", "0",
                "TOOLGRAM_BUCKET_SEND_PER_MIN", "5",
                "TOOLGRAM_BUCKET_RESOLVE_PER_MIN", "3",
                "TOOLGRAM_REQUEST_TIMEOUT", Integer.toString(REQUEST_TIMEOUT)));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void sendsBeyondTheBudgetAreRefusedAtOnceAndNotSent() {
        for (int i = 0; i < 5; i++) {
            assertThat(send().status()).isEqualTo(200);
        }
        long start = System.nanoTime();
        RestResponse refused = send();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(refused.detail().asString()).contains("the budget 'send' of 5 in 60 s is used up");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 60);
        assertThat(header(refused, "X-RateLimit-Remaining-send")).isEqualTo("0");
        assertThat(header(refused, "X-RateLimit-Remaining-read")).isEqualTo("600");
        assertThat(header(refused, "X-Throttle-Multiplier")).isEqualTo("1.00");
        assertThat(header(refused, "X-Throttle-Flood-Events-1h")).isEqualTo("0");
        assertThat(host.mcp("send_message", Map.of("chat", "me", "text", "paced"))
                        .text())
                .contains("the budget 'send' of 5 in 60 s is used up")
                .containsPattern("retry after [0-9]+ s");
        assertThat(inTheDataCentre()).isEqualTo(5);
    }

    @Test
    void onlyUnknownReferencesAreChargedAsLookups() {
        for (int i = 0; i < 5; i++) {
            assertThat(host.post("/api/tools/get_entity", Map.of("chat", "@rust_and_rye"))
                            .status())
                    .isEqualTo(200);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(host.post("/api/tools/get_entity", Map.of("chat", "@nobody_" + i))
                            .status())
                    .isEqualTo(400);
        }
        // Nothing had named the group before.
        assertThat(bucket("resolve_username").path("used").asInt()).isEqualTo(3);
        RestResponse refused = host.post("/api/tools/get_entity", Map.of("chat", "@nobody_3"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(bucket("other").path("used").asInt()).isEqualTo(8);
    }

    @Test
    void bulkResolveIsChargedForUnknownReferencesAndAnswersTheOthers() {
        assertThat(host.get("/api/dialogs", Map.of()).status()).isEqualTo(200); // so that these are known
        List<String> chats = List.of("@nobody_1", "@bob_stone", "@nobody_2", "@nobody_3", "@nobody_4", "@rust_and_rye");

        JsonNode answer =
                host.post("/api/tools/bulk_resolve", Map.of("chats", chats)).result();

        assertThat(answer.path("resolved")
                        .valueStream()
                        .map(each -> each.path("chat").asString()))
                .containsExactly("@bob_stone", "@rust_and_rye");
        assertThat(answer.path("errors")
                        .valueStream()
                        .map(each -> each.path("type").asString()))
                .containsExactly("INVALID_INPUT", "INVALID_INPUT", "INVALID_INPUT", "PACED");
        assertThat(answer.at("/errors/3/error").asString())
                .contains("the budget 'resolve_username' of 3 in 60 s is used up");
        assertThat(bucket("resolve_username").path("used").asInt()).isEqualTo(3);
        assertThat(bucket("other").path("used").asInt()).isEqualTo(1);
    }

    @Test
    void floodStopsItsClassAndFourMakeTheRiskHigh() {
        assertThat(health()).isEqualTo("ok 1.0 0");
        fail("messages.sendMessage", 420, "FLOOD_WAIT_99");
        assertThat(send().status()).isEqualTo(502);
        assertThat(health()).isEqualTo("warning 2.0 1");

        RestResponse refused = send();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(90, 99);
        assertThat(search().status()).as("another class").isEqualTo(200);

        fail("messages.search", 420, "FLOOD_WAIT_98");
        assertThat(search().status()).isEqualTo(502);
        fail("contacts.resolveUsername", 420, "FLOOD_WAIT_97");
        assertThat(host.post("/api/tools/get_entity", Map.of("chat", "@nobody_1"))
                        .status())
                .isEqualTo(502);
        fail("channels.getParticipants", 420, "FLOOD_WAIT_96");
        assertThat(host.get("/api/participants", Map.of("chat", "@rust_and_rye"))
                        .status())
                .isEqualTo(502);
        assertThat(health()).isEqualTo("high 16.0 4");
        assertThat(inTheDataCentre()).isZero();
    }

    /** TDLib would wait, and say nothing. Fails if its log does not report that any more: see ServerErrors. */
    @ParameterizedTest
    @CsvSource({"FLOOD_WAIT_5, FloodWaitError, 1", "SLOWMODE_WAIT_5, SlowmodeWaitError, 0"})
    void waitThatTdlibHidesIsAnsweredAtOnceAndNothingGoesOut(String error, String name, int floods) {
        fail("messages.sendMessage", 420, error);
        long start = System.nanoTime();
        RestResponse flooded = send();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(REQUEST_TIMEOUT));
        assertThat(flooded.status()).isEqualTo(502);
        assertThat(flooded.detail().path("telegram_error").asString()).isEqualTo(name);
        assertThat(header(flooded, "Retry-After")).isEqualTo("5");
        assertThat(health()).endsWith(" " + floods);
        // In the same chat, TDLib sends nothing before the message that it waits with.
        assertThat(host.post("/api/messages", Map.of("chat", "@bob_stone", "text", "paced"))
                        .status())
                .as("a flood stops the class, and slow mode does not")
                .isEqualTo(floods == 1 ? 429 : 200);

        Awaitility.await()
                .during(Duration.ofMillis(6_500))
                .atMost(Duration.ofSeconds(40))
                .until(() -> inTheDataCentre() == 1 - floods);
    }

    @Test
    void hiddenWaitOfAReadIsAnsweredAtOnce() {
        fail("messages.search", 420, "FLOOD_WAIT_20");
        long start = System.nanoTime();
        assertThat(search().status()).isEqualTo(502);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(REQUEST_TIMEOUT));
        assertThat(health()).isEqualTo("warning 2.0 1");
    }

    /** TDLib repeats them later, so they are neither done nor given up: the answer says so at once. */
    @ParameterizedTest
    @CsvSource({
        "messages.editMessage,         FLOOD_WAIT_20, PATCH,  /api/messages/ID,   '{\"chat\": \"me\", \"text\": \"new\"}'",
        "messages.deleteMessages,      FLOOD_WAIT_20, DELETE, /api/messages,      '{\"chat\": \"me\", \"message_ids\": [ID]}'",
        "messages.editMessage,         SLOWMODE_WAIT_20, PATCH, /api/messages/ID, '{\"chat\": \"me\", \"text\": \"new\"}'",
        "channels.leaveChannel,        FLOOD_WAIT_20, POST,   /api/chats/leave,   '{\"chat\": \"@rust_and_rye\"}'"
    })
    void hiddenWaitOfAnotherWriteIsAnsweredAtOnceWithItsSeconds(
            String method, String error, String verb, String path, String body) {
        String id = send().result().path("id").asString();
        fail(method, 420, error);
        long start = System.nanoTime();
        RestResponse flooded = host.send(verb, path.replace("ID", id), body.replace("ID", id));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(REQUEST_TIMEOUT));
        assertThat(flooded.status()).as(flooded.text()).isEqualTo(504);
        assertThat(flooded.body().path("sent").asString()).as(flooded.text()).isEqualTo("unknown");
        assertThat(flooded.text()).contains(error, "after 20 s", "may still take effect");
        assertThat(health()).isEqualTo(error.startsWith("FLOOD") ? "warning 2.0 1" : "ok 1.0 0");
    }

    /** TDLib has responded before it asks Telegram, and drops what has to wait for more than a minute. */
    @Test
    void floodOfAChangeThatWasReportedAsDoneStopsItsClass() {
        fail("contacts.block", 420, "FLOOD_WAIT_99");
        try (LogLines log = new LogLines()) {
            assertThat(host.post("/api/users/block", Map.of("user", "@bob_stone"))
                            .status())
                    .isEqualTo(200);

            Awaitility.await().until(() -> health().equals("warning 2.0 1"));
            assertThat(log.warnings())
                    .contains("Reported as done, but dropped by TDLib: setMessageSenderBlockList, FLOOD_WAIT_99");
        }
        assertThat(host.post("/api/chats/mute", Map.of("chat", "me")).status()).isEqualTo(429);
    }

    @Test
    void hiddenWaitThatFitsIsWaitedOut() {
        fail("messages.sendMessage", 420, "FLOOD_WAIT_2");
        assertThat(send().status()).isEqualTo(200);
        assertThat(health()).isEqualTo("warning 2.0 1");
    }

    @Test
    void peerFloodStopsAllWritesAndTurnsReadinessRed() {
        fail("messages.sendMessage", 400, "PEER_FLOOD");
        assertThat(send().status()).isEqualTo(502);
        RestResponse stopped = send();
        assertThat(stopped.status()).isEqualTo(503);
        assertThat(stopped.detail().asString()).contains("Telegram limits this account (PEER_FLOOD");
        assertThat(search().status()).as("reads").isEqualTo(200);
        RestResponse ready = host.get("/readyz", Map.of());
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body().toString()).contains("PEER_FLOOD");
        assertThat(health()).startsWith("high ");
        assertThat(inTheDataCentre()).isZero();
    }

    private static String header(RestResponse answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }

    private RestResponse send() {
        return host.post("/api/messages", Map.of("chat", "me", "text", "paced"));
    }

    private int number;

    /** Goes to the server each time. */
    private RestResponse search() {
        return host.get("/api/messages", Map.of("chat", "@rust_and_rye", "search", "word" + ++number));
    }

    private String health() {
        JsonNode health = host.get("/api/account/health", Map.of()).result();
        assertThat(health.path("authorized").asBoolean()).isTrue();
        return "%s %s %d"
                .formatted(
                        health.path("risk").asString(),
                        health.path("multiplier").asDouble(),
                        health.path("flood_events_1h").asInt());
    }

    private JsonNode bucket(String name) {
        JsonNode status = host.get("/api/throttle/status", Map.of()).result();
        assertThat(status.path("throttle").path("enabled").asBoolean()).isTrue();
        assertThat(status.path("cache").path("entries").asInt()).isPositive();
        return status.path("throttle").path("buckets").path(name);
    }

    private int inTheDataCentre() {
        return host.sandbox("count", Map.of("text", "paced")).path("count").asInt();
    }

    private void fail(String method, int code, String message) {
        JsonNode _ = host.sandbox("fail", Map.of("method", method, "code", code, "message", message, "times", 1));
    }
}
