package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A call repeated with its idempotency key has one effect, whatever became of the first attempt. */
class IdempotencyIT {

    private static final String K64 = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";
    private static final String TOO_LONG = K64 + K64 + K64 + K64;

    private static SandboxHost host;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "3"));
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        host.close();
    }

    @AfterEach
    void recover() {
        JsonNode _ = host.sandbox("clear_faults", Map.of());
    }

    private record Answer(int status, JsonNode body) {
        long messageId() {
            assertThat(status).as(body.toString()).isEqualTo(200);
            return body.path("result").path("id").asLong();
        }
    }

    @Test
    void aRepeatedCallGetsTheFirstResultAndSendsNothing() {
        String key = key();
        Answer first = send(key, "repeated");

        assertThat(send(key, "repeated").body()).isEqualTo(first.body());
        assertThat(sent("repeated")).isEqualTo(1);
    }

    @Test
    void theOrderOfTheFieldsDoesNotMatter() {
        String key = key();
        Answer first = post(key, "{\"chat\":\"me\",\"text\":\"any order\"}");

        assertThat(post(key, "{\"text\":\"any order\",\"chat\":\"me\"}").messageId())
                .isEqualTo(first.messageId());
        assertThat(sent("any order")).isEqualTo(1);
    }

    @Test
    void aKeyWithOtherArgumentsIsRefused() {
        String key = key();
        assertThat(send(key, "the first").status()).isEqualTo(200);

        Answer other = send(key, "another");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().path("detail").asString()).contains("earlier call of send_message");
        assertThat(sent("another")).isZero();
    }

    @Test
    void callsWithoutAKeyAreNotCompared() {
        assertThat(send(null, "twice").status()).isEqualTo(200);
        assertThat(send(null, "twice").status()).isEqualTo(200);

        assertThat(sent("twice")).isEqualTo(2);
    }

    @Test
    void concurrentCallsWithOneKeySendOnce() throws Exception {
        String key = key();
        List<Callable<Long>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(() -> send(key, "at once").messageId());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> ids = threads.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();

            assertThat(ids).hasSize(1);
        }
        assertThat(sent("at once")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "slow", "lose_answer"})
    void aTimedOutSendIsRepeatedAndArrivesOnce(String fault) {
        String key = key();
        String text = "timed out, " + fault;
        Map<String, Object> method = Map.of("method", "messages.sendMessage");
        JsonNode _ = host.sandbox(
                fault, fault.equals("slow") ? Map.of("method", "messages.sendMessage", "millis", 4_500) : method);
        int first = send(key, text).status(); // TDLib finds a lost answer when it reconnects
        assertThat(first).isEqualTo(fault.equals("lose_answer") ? 200 : 504);
        JsonNode _ = host.sandbox("clear_faults", Map.of());

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(send(key, text).status()).isEqualTo(200));

        // TDLib deletes a cancelled message that Telegram had already when it learns its id.
        Awaitility.await().during(Duration.ofSeconds(2)).until(() -> sent(text) == 1);
    }

    @Test
    void anUnknownSendIdIsTheCallersMistake() {
        assertThat(host.get("/api/sends/7", Map.of()).status()).isEqualTo(400);
        assertThat(host.mcp("get_send", Map.of("send_id", "7")).text()).contains("send_id: No call");
    }

    @Test
    void createdGroupsAreRepeatedTo() {
        String key = key();
        String body = "{\"title\":\"Created once\"}";

        JsonNode first = post(key, "/api/chats", body).body().path("result");
        JsonNode second = post(key, "/api/chats", body).body().path("result");

        assertThat(first.path("id").asLong()).isPositive();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anMcpCallHasTheKeyAsAnArgument() {
        String key = key();
        Map<String, Object> arguments = Map.of("chat", "me", "text", "from a model", "idempotency_key", key);

        JsonNode first = host.mcp("send_message", arguments).result();
        JsonNode second = host.mcp("send_message", arguments).result();

        assertThat(second).isEqualTo(first);
        assertThat(sent("from a model")).isEqualTo(1);
    }

    @Test
    void anMcpClientSetsTheKeyInMeta() {
        String call = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"send_message",
                "arguments":{"chat":"me","text":"from a client"},"_meta":{"toolgram/idempotency-key":"%s"}}}""".formatted(key());

        JsonNode first = rpc(call).path("result").path("structuredContent");
        JsonNode second = rpc(call).path("result").path("structuredContent");

        assertThat(first.path("id").asLong()).isPositive();
        assertThat(second).isEqualTo(first);
        assertThat(sent("from a client")).isEqualTo(1);
    }

    @Test
    void onlyToolsThatChangeSomethingOfferTheKey() {
        assertThat(host.mcpTools())
                .allSatisfy(tool -> assertThat(String.valueOf(tool.inputSchema().get("properties"))
                                .contains("idempotency_key"))
                        .as(tool.name())
                        .isEqualTo(!tool.annotations().readOnlyHint()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", TOO_LONG})
    void aMalformedKeyIsRefused(String key) {
        Answer answer = send(key, "malformed key");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().at("/detail/0/loc").toString()).isEqualTo("[\"header\",\"Idempotency-Key\"]");
        assertThat(host.mcp("send_message", Map.of("chat", "me", "text", "malformed key", "idempotency_key", key))
                        .text())
                .startsWith("idempotency_key: ");
        assertThat(sent("malformed key")).isZero();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static int sent(String text) {
        return host.sandbox("count", Map.of("text", text)).path("count").asInt();
    }

    private static Answer send(@Nullable String key, String text) {
        return post(key, SandboxHost.JSON.writeValueAsString(Map.of("chat", "me", "text", text)));
    }

    private static Answer post(@Nullable String key, String body) {
        return post(key, "/api/messages", body);
    }

    private static Answer post(@Nullable String key, String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(host.uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), SandboxHost.JSON.readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode rpc(String message) {
        HttpRequest request = HttpRequest.newBuilder(host.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        try {
            return SandboxHost.JSON.readTree(
                    HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
