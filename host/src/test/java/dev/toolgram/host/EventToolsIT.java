package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Agents read the events, and wait for them. */
@NullMarked
class EventToolsIT {

    private static final long BOB = 1002;

    private static SandboxHost host;
    private static String unread;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
        unread = host.get("/api/dialogs", Map.of("limit", 100))
                .result()
                .valueStream()
                .filter(chat -> chat.get("unread_count").asInt() > 0)
                .map(chat -> chat.get("ref").asString())
                .findFirst()
                .orElseThrow();
        long _ = newest(); // the log begins, later than TDLib has reported the chats
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static void receive(long chat, String text) {
        JsonNode _ = host.sandbox("receive", Map.of("chat_id", chat, "text", text));
    }

    private static long newest() {
        return host.mcp("list_events", Map.of("after", -1)).result().get("next").asLong();
    }

    private static List<String> texts(JsonNode page) {
        return page.get("events")
                .valueStream()
                .map(event -> event.at("/data/text").asString())
                .toList();
    }

    @Test
    void anAgentWaitsForAnAnswerAndGetsAllMessagesThatFollowAtOnce() throws Exception {
        long before = newest();
        CompletableFuture<ToolAnswer> waiting = CompletableFuture.supplyAsync(
                () -> host.mcp(
                        "wait_for_events",
                        Map.of("after", before, "chats", List.of("@bob_stone"), "settle_seconds", 2, "timeout", 40)),
                Thread::startVirtualThread);
        Thread.sleep(Duration.ofMillis(300));
        receive(3001, "somewhere else");
        receive(BOB, "one");
        receive(BOB, "two");

        JsonNode page = waiting.get().result();
        assertThat(texts(page)).containsExactly("one", "two");
        assertThat(page.get("events").get(0).get("chat_ref").asString()).isEqualTo("@bob_stone");
        assertThat(page.get("truncated").booleanValue()).isFalse();

        receive(BOB, "three");
        JsonNode next = host.mcp(
                        "wait_for_events",
                        Map.of(
                                "after", page.get("next").asLong(),
                                "chats", List.of(BOB),
                                "settle_seconds", 0))
                .result();
        assertThat(texts(next)).containsExactly("three");
    }

    @Test
    void aLogThatBeginsLateKnowsHowFarChatsWereRead() {
        long before = newest();
        JsonNode _ = host.post("/api/messages/read", Map.of("chat", unread)).result();

        JsonNode events = host.mcp(
                        "wait_for_events", Map.of("after", before, "types", List.of("message.read"), "timeout", 30))
                .result()
                .get("events");

        assertThat(events.at("/0/data/by").asString()).isEqualTo("me");
        assertThat(events.at("/0/data/unread_count").asInt()).isZero();
    }

    @Test
    void waitingForNothingEndsWithoutEvents() {
        JsonNode page = host.mcp("wait_for_events", Map.of("timeout", 1, "types", List.of("join_request.new")))
                .result();

        assertThat(page.get("events")).isEmpty();
        assertThat(page.get("next").asLong()).isEqualTo(page.get("newest").asLong());
    }

    @Test
    void aWaitEndsWithoutEventsWhenTheHostStops() throws Exception {
        try (SandboxHost stopped = SandboxHost.start(Map.of("TOOLGRAM_EVENTS", "on"))) {
            CompletableFuture<RestResponse> waiting = CompletableFuture.supplyAsync(
                    () -> stopped.post("/api/tools/wait_for_events", Map.of("timeout", 50)),
                    Thread::startVirtualThread);
            await().until(() ->
                    stopped.get("/metrics", Map.of()).text().contains("toolgram_events_readers{way=\"mcp\"} 1"));

            stopped.host().close();

            assertThat(waiting.get().body().at("/result/events")).isEmpty();
        }
    }

    @Test
    void eventsAreListedByPages() {
        long before = newest();
        receive(BOB, "page one");
        receive(BOB, "page two");
        JsonNode first = host.mcp(
                        "wait_for_events", Map.of("after", before, "chats", List.of("bob_stone"), "settle_seconds", 2))
                .result();
        assertThat(texts(first)).containsExactly("page one", "page two");

        Map<String, Object> query = Map.of("after", before, "limit", 1, "types", List.of("message.new"));
        JsonNode page = host.mcp("list_events", query).result();
        assertThat(texts(page)).containsExactly("page one");
        assertThat(texts(host.mcp(
                                "list_events",
                                Map.of(
                                        "after", page.get("next").asLong(),
                                        "limit", 1,
                                        "types", List.of("message.new")))
                        .result()))
                .containsExactly("page two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list_events | {'chats':['@nobody_of_that_name']} | chats: ",
                "wait_for_events | {'chats':['@nobody_of_that_name']} | chats: ",
                "list_events | {'types':['message.sung']} | types",
                "wait_for_events | {'timeout':51} | timeout: ",
                "wait_for_events | {'settle_seconds':31} | settle_seconds: ",
                "list_events | {'after':-2} | after: ",
            })
    void badInputIsReported(String tool, String input, String message) {
        Map<String, Object> arguments = SandboxHost.JSON.convertValue(
                SandboxHost.JSON.readTree(input.replace('\'', '"')),
                SandboxHost.JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));

        ToolAnswer answer = host.mcp(tool, arguments);

        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).startsWith(message);
    }
}
