package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A call that needs an approval reaches Telegram only when a person approves it. */
class ApprovalIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TOOLGRAM_APPROVE", "destructive, create_group"));
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        host.close();
    }

    private static long sent(String text) {
        return host.post("/api/messages", Map.of("chat", "me", "text", text))
                .result()
                .path("id")
                .asLong();
    }

    private static boolean exists(long id) {
        return host.get("/api/messages", Map.of("chat", "me", "limit", 50))
                .result()
                .valueStream()
                .anyMatch(message -> message.path("id").asLong() == id);
    }

    private record Answer(boolean isError, String text, List<String> questions) {}

    /** Deletes with the Java SDK's client, whose user answers so. */
    private static Answer delete(long id, String idempotencyKey, ElicitResult.Action action) {
        List<String> questions = new ArrayList<>();
        try (McpSyncClient client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(host.uri("").toString())
                                .endpoint("/mcp")
                                .build())
                .requestTimeout(Duration.ofSeconds(60))
                .capabilities(
                        McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(request -> {
                    questions.add(request.message());
                    return new ElicitResult(action, Map.of());
                })
                .build()) {
            var _ = client.initialize();
            var result = client.callTool(McpSchema.CallToolRequest.builder("delete_messages")
                    .arguments(new TreeMap<>(
                            Map.of("chat", "me", "message_ids", List.of(id), "idempotency_key", idempotencyKey)))
                    .build());
            return new Answer(
                    Boolean.TRUE.equals(result.isError()),
                    ((TextContent) result.content().getFirst()).text(),
                    questions);
        }
    }

    @Test
    void aLegacyClientsUserApproves() {
        long id = sent("approved by elicitation");

        Answer answer = delete(id, UUID.randomUUID().toString(), ElicitResult.Action.ACCEPT);

        assertThat(answer.isError()).as(answer.text()).isFalse();
        assertThat(exists(id)).isFalse();
        assertThat(answer.questions()).containsExactly("""
                        Allow this call of Telegram?
                        Tool: Delete messages (delete_messages), destructive
                        Chat: "Ann Tester" (User, @ann_tester)
                        Arguments: chat="me", message_ids=[%d]
                        Caller: without a key""".formatted(id));
    }

    /** A declined call has sent nothing, so its idempotency key is as good as new. */
    @Test
    void aDeclinedCallSendsNothingAndMayBeRepeatedWithItsIdempotencyKey() {
        long id = sent("declined first");
        String key = UUID.randomUUID().toString();

        Answer declined = delete(id, key, ElicitResult.Action.DECLINE);
        assertThat(declined.isError()).isTrue();
        assertThat(declined.text()).startsWith("Declined by the user: delete_messages was not called.");
        assertThat(exists(id)).isTrue();

        assertThat(delete(id, key, ElicitResult.Action.ACCEPT).isError()).isFalse();
        assertThat(exists(id)).isFalse();
        Answer repeated = delete(id, key, ElicitResult.Action.DECLINE);
        assertThat(repeated.isError()).as("the first result").isFalse();
        assertThat(repeated.questions()).isEmpty();
    }

    private static JsonNode modern(long id, String more) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(host.uri("/mcp"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "delete_messages")
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"delete_messages",
                        "arguments":{"chat":"me","message_ids":[%d]},%s
                        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                        "io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}}}""".formatted(id, more)))
                .build();
        return SandboxHost.JSON
                .readTree(HTTP.send(request, BodyHandlers.ofString()).body())
                .path("result");
    }

    @ParameterizedTest
    @CsvSource({"accept, false", "decline, true"})
    void aModernClientsUserDecides(String action, boolean remains) throws Exception {
        long id = sent("by input_required, " + action);
        JsonNode asked = modern(id, "");
        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        assertThat(exists(id)).isTrue();

        JsonNode done = modern(
                id,
                "\"requestState\":\"%s\",\"inputResponses\":{\"approval\":{\"action\":\"%s\"}},"
                        .formatted(asked.path("requestState").asString(), action));

        assertThat(done.path("isError").asBoolean()).isEqualTo(remains);
        assertThat(exists(id)).isEqualTo(remains);
    }

    @Test
    void withoutAnyoneToAskTheCallIsRefusedAndTheOthersAreNot() {
        long id = sent("nobody to ask");

        var refused = host.send("DELETE", "/api/messages", Map.of("chat", "me", "message_ids", List.of(id)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("detail").asString()).contains("nobody can be asked");
        assertThat(exists(id)).isTrue();
        assertThat(host.post("/api/chats", Map.of("title", "Not approved")).status())
                .isEqualTo(403);
        assertThat(host.send("DELETE", "/api/messages", Map.of("chat", "@nobody_is_here", "message_ids", List.of(id)))
                        .status())
                .as("an unknown chat is the caller's mistake")
                .isEqualTo(400);
    }

    @Test
    void aMistypedNameStopsTheStart() {
        assertThatThrownBy(() -> SandboxHost.startUnready(Map.of("TOOLGRAM_APPROVE", "destructiv,send_mesage")))
                .rootCause()
                .hasMessageContaining("TOOLGRAM_APPROVE names 'destructiv'")
                .hasMessageContaining("Did you mean send_message?");
    }
}
