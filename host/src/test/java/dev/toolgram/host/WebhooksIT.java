package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.host.events.webhook.Receiver;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Webhooks over REST, with a receiver on this machine. */
@NullMarked
class WebhooksIT {

    private static final long BOB = 1002;

    private static SandboxHost host;
    private static Receiver own;
    private Receiver receiver;

    @BeforeAll
    static void start() throws IOException {
        own = new Receiver();
        host = SandboxHost.start(Map.of("TOOLGRAM_WEBHOOK_ALLOW", "127.0.0.1", "TELETHON_POST_TO_URL", own.url()));
    }

    @AfterAll
    static void stop() {
        host.close();
        own.close();
    }

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        host.get("/api/webhooks", Map.of()).result().forEach(webhook -> {
            JsonNode _ = host.call(
                            "DELETE /api/webhooks/{id}",
                            Map.of("id", webhook.get("id").asString()))
                    .body();
        });
    }

    private JsonNode create(Map<String, Object> input) {
        return host.post("/api/webhooks", input).result();
    }

    private static void receive(long chat, String text) {
        JsonNode _ = host.sandbox("receive", Map.of("chat_id", chat, "text", text));
    }

    private static void await(Receiver receiver, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> receiver.accepted.size() >= count);
    }

    private List<String> texts() {
        return receiver.accepted.stream()
                .map(delivery -> delivery.json().at("/data/text").asString())
                .toList();
    }

    @Test
    void aWebhookGetsTheEventsItAsksForAndShowsItsState() {
        JsonNode created = create(Map.of(
                "url", receiver.url(), "types", List.of("message.new"), "chats", List.of("@bob_stone"), "out", false));
        String id = created.get("id").asString();
        assertThat(created.get("secret").asString()).matches("whsec_[A-Za-z0-9+/]{43}=");

        receive(3001, "not for the webhook");
        receive(BOB, "the first");
        receive(BOB, "the second");
        await(receiver, 2);

        assertThat(texts()).containsExactly("the first", "the second");
        assertThat(receiver.accepted.getFirst().header("Webhook-signature")).startsWith("v1,");
        JsonNode shown = host.get("/api/webhooks/" + id, Map.of()).result();
        assertThat(shown.get("secret").isNull()).isTrue();
        assertThat(shown.get("active").booleanValue()).isTrue();
        assertThat(shown.get("types").get(0).asString()).isEqualTo("message.new");
        assertThat(shown.get("chats").get(0).asString()).isEqualTo("@bob_stone");
        Awaitility.await()
                .until(() -> host.get("/api/webhooks/" + id, Map.of()).result().hasNonNull("last_success_at"));

        long first = receiver.accepted.getFirst().seq();
        JsonNode again = host.send("POST", "/api/webhooks/" + id + "/redeliver?from=" + first, "")
                .result();
        assertThat(again.get("cursor").asLong()).isEqualTo(first - 1);
        await(receiver, 4);
        assertThat(texts()).containsExactly("the first", "the second", "the first", "the second");

        host.call("PATCH /api/webhooks/{id}", Map.of("id", id, "active", false)).result();
        receive(BOB, "while it is stopped");
        host.call("PATCH /api/webhooks/{id}", Map.of("id", id, "active", true)).result();
        await(receiver, 5);
        assertThat(texts().getLast()).isEqualTo("while it is stopped");

        assertThat(host.call("DELETE /api/webhooks/{id}", Map.of("id", id))
                        .result()
                        .get("ok")
                        .booleanValue())
                .isTrue();
        assertThat(host.get("/api/webhooks/" + id, Map.of()).status()).isEqualTo(400);
    }

    /** The frame of the original at POST_TO_URL. */
    @Test
    void theOperatorsUrlGetsTheOriginalsFrames() {
        int before = own.accepted.size();
        receive(BOB, "as the original sends it");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> own.accepted.stream()
                        .skip(before)
                        .anyMatch(delivery ->
                                delivery.json().at("/message/text").asString("").equals("as the original sends it")));

        JsonNode frame = own.accepted.getLast().json();
        assertThat(frame.get("type").asString()).isEqualTo("NewMessage");
        assertThat(frame.get("chat_id").asLong()).isEqualTo(BOB);
        assertThat(frame.get("message").propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "date", "text", "out", "sender_id", "chat_id", "reply_to_msg_id", "media", "media_type");
        assertThat(frame.get("seq").asLong()).isPositive();
        assertThat(own.accepted.getLast().header("Webhook-signature")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url | Field required",
                "{'url':'http://example.com/hook'} | url | Only https is accepted",
                "{'url':'hook'} | url | Only https is accepted",
                "{'url':'https://a:b@example.com/'} | url | must not contain a user name or password",
                "{'url':'https://example.com/','types':['message.sung']} | types | message.new",
                "{'url':'https://example.com/','chats':['@nobody_of_that_name']} | chats | nobody_of_that_name",
                "{'url':'https://example.com/','headers':{'Host':'x'}} | headers | cannot be set: Host",
                "{'url':'https://example.com/','headers':{'webhook-id':'x'}} | headers | cannot be set: webhook-id",
                "{'url':'https://example.com/','secret':'x'} | secret | Unknown field",
            })
    void badInputIsReported(String body, String field, String message) {
        RestResponse answer = host.send("POST", "/api/webhooks", body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().at("/detail/0/loc/1").asString()).isEqualTo(field);
        assertThat(answer.body().at("/detail/0/msg").asString()).contains(message);
    }

    @Test
    void aPrivateAddressIsReportedByTheWebhook() {
        String id = create(Map.of("url", "https://127.0.0.2/hook")).get("id").asString();
        receive(BOB, "not delivered");

        Awaitility.await()
                .until(() -> host.get("/api/webhooks/" + id, Map.of())
                        .result()
                        .path("last_error")
                        .asString("")
                        .startsWith("127.0.0.2 is a private or local address"));
        assertThat(host.get("/api/webhooks/" + id, Map.of())
                        .result()
                        .get("pending")
                        .asLong())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create_webhook",
                "list_webhooks",
                "get_webhook",
                "update_webhook",
                "delete_webhook",
                "redeliver_webhook"
            })
    void noAgentGetsTheToolsOfWebhooks(String tool) {
        assertThat(host.mcpTools().stream().map(each -> each.name())).doesNotContain(tool);
        ToolAnswer found = host.mcp("find_tools", Map.of("query", "webhook"));
        assertThat(found.text()).doesNotContain(tool);
        ToolAnswer called =
                host.mcp("call_tool", Map.of("name", tool, "arguments", Map.of("url", "https://example.com/")));
        assertThat(called.isError()).isTrue();
    }
}
