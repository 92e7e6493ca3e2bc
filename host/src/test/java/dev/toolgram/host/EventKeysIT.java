package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each way out shows a key the events of the chats that it may read, as long as it may. */
@NullMarked
class EventKeysIT {

    private static final long BOB = 1002;
    private static final long CHANNEL = 3001;
    private static final String NARROW =
            "\"narrow\": {\"hash\": \"%s\", \"tools\": [\"reader\"], \"chats\": {\"read\": [\"@rust_and_rye\"]}}";
    private static final String WRITER =
            "\"writer\": {\"hash\": \"%s\", \"tools\": [\"inbox\"], \"chats\": {\"write\": [\"@rust_and_rye\"]}}";
    private static final String EXPIRED = "\"expired\": {\"hash\": \"%s\", \"expires\": \"2026-01-01\", \"tools\":"
            + " [\"reader\"], \"chats\": {\"read\": [\"*\"]}}";

    @TempDir
    private static Path data = Path.of("");

    private static SandboxHost host;
    private static RestClient rest;
    private static HttpClient http;

    private static String key(String name, String entry) {
        return entry.formatted(KeyFile.hash((name + "-key").getBytes(StandardCharsets.US_ASCII)));
    }

    private static String temporary(String name) {
        return NARROW.replace("narrow", name);
    }

    private static void writeKeys(String... more) throws IOException {
        String entries =
                String.join(", ", List.of(key("narrow", NARROW), key("writer", WRITER), key("expired", EXPIRED)));
        String all = more.length == 0 ? entries : entries + ", " + String.join(", ", more);
        Files.writeString(KeyFile.in(data), "{\"keys\": {" + all + "}}");
    }

    @BeforeAll
    static void start() throws IOException {
        writeKeys(
                key("poll", temporary("poll")),
                key("stream", temporary("stream")),
                key("socket", temporary("socket")),
                key("agent", temporary("agent")));
        host = SandboxHost.start(
                Map.of("TOOLGRAM_DATA_DIR", data.toString(), "TOOLGRAM_AUTH_KEY", "root-key", "TOOLGRAM_EVENTS", "on"));
        rest = new RestClient(host.uri("/"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        rest.close();
        host.close();
    }

    private static RestResponse get(String key, String path, Map<String, ?> query) {
        return rest.get(path, query, "Authorization", "Bearer " + key);
    }

    private static long receive(long chat, String text) {
        return rest.send(
                        "POST",
                        "/api/tools/sandbox_receive",
                        SandboxHost.JSON.writeValueAsString(Map.of("chat_id", chat, "text", text)),
                        "Authorization",
                        "Bearer root-key")
                .result()
                .get("id")
                .asLong();
    }

    private static long newest() {
        return get("root-key", "/api/events", Map.of("after", -1))
                .result()
                .get("next")
                .asLong();
    }

    private static List<String> texts(JsonNode events) {
        return events.valueStream()
                .map(event -> event.get("data").path("text").asString(""))
                .toList();
    }

    /** A secret in a chat that the key may not read, then an event in one that it may. */
    private static void receiveBoth(String text) {
        receive(BOB, "secret " + text);
        receive(CHANNEL, text);
    }

    @Test
    void aPageHasTheEventsOfReadableChatsOnly() {
        long before = newest();
        receiveBoth("for the poll");

        JsonNode page = get("narrow-key", "/api/events", Map.of("after", before, "timeout", 30, "types", "message.new"))
                .result();

        assertThat(texts(page.get("events"))).containsExactly("for the poll");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                texts(get("root-key", "/api/events", Map.of("after", before, "types", "message.new"))
                                        .result()
                                        .get("events")))
                        .containsExactlyInAnyOrder("secret for the poll", "for the poll"));
        assertThat(get("narrow-key", "/api/events", Map.of("after", before, "limit", 1000))
                        .result()
                        .toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "narrow-key | @bob_stone | 400",
                "narrow-key | @nobody_at_all | 400",
                "narrow-key | @rust_and_rye | 200",
                "root-key | @bob_stone | 200",
                "writer-key | @rust_and_rye | 403",
                "expired-key | @rust_and_rye | 401",
                "no-key | @rust_and_rye | 401"
            })
    void aChatOutOfScopeIsLikeOneThatIsMissing(String key, String chat, int status) {
        assertThat(get(key, "/api/events", Map.of("chats", chat)).status()).isEqualTo(status);
    }

    private static InputStream stream(String key) throws Exception {
        var response = http.send(
                HttpRequest.newBuilder(host.uri("/api/events/stream?types=message.new"))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** The messages that a WebSocket has received. */
    private static final class Received implements WebSocket.Listener {

        private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private volatile int closed;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(SandboxHost.JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed = code;
            return null;
        }
    }

    private static WebSocket connect(String query, Received received, String... headers) throws Exception {
        URI address = host.uri("/ws/updates" + query);
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create("ws" + address.toString().substring(4)), received)
                .get();
    }

    private static void awaitFrames(Received received, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> received.frames.size() >= count);
    }

    @Test
    void aWebSocketSendsTheFramesOfTheOriginal() throws Exception {
        Received received = new Received();
        WebSocket socket = connect("?token=narrow-key", received);
        receive(BOB, "secret");
        long id = receive(CHANNEL, "for the socket");

        awaitFrames(received, 1);
        JsonNode frame = received.frames.getFirst();
        assertThat(frame.get("type").asString()).isEqualTo("NewMessage");
        assertThat(frame.get("chat_id").asLong()).as("marked").isEqualTo(-1000000003001L);
        JsonNode message = frame.get("message");
        assertThat(message.propertyNames())
                .containsExactly(
                        "id", "date", "text", "out", "sender_id", "chat_id", "reply_to_msg_id", "media", "media_type");
        assertThat(message.get("id").asLong()).isEqualTo(id);
        assertThat(message.get("text").asString()).isEqualTo("for the socket");
        assertThat(frame.get("event").asString()).isEqualTo("message.new");

        Received later = new Received();
        WebSocket again =
                connect("?after=" + (frame.get("seq").asLong() - 1), later, "Authorization", "Bearer narrow-key");
        awaitFrames(later, 1);
        assertThat(later.frames.getFirst()).isEqualTo(frame);
        socket.abort();
        again.abort();
    }

    @ParameterizedTest
    @CsvSource({
        "?token=wrong, , 401",
        "'', , 401",
        "?token=narrow-key&token=narrow-key, , 401",
        "?token=writer-key, , 403",
        "?token=expired-key, , 401",
        "?token=narrow-key, https://evil.example, 403",
        "?token=narrow-key&after=x, , 400"
    })
    void aHandshakeIsRefused(String query, @Nullable String origin, int status) {
        String[] headers = origin == null ? new String[0] : new String[] {"Origin", origin};

        assertThatThrownBy(() -> connect(query, new Received(), headers))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void theTokenIsForTheWebSocketOnlyAndNeedsAHandshake() {
        assertThat(rest.get("/api/events", Map.of("token", "root-key")).status())
                .isEqualTo(401);
        assertThat(get("root-key", "/ws/updates", Map.of()).status()).isEqualTo(426);
    }

    private static final String WATCHED = "telegram://chats/%40rust_and_rye/messages";

    private static McpSyncClient agent(String key, Consumer<List<McpSchema.ResourceContents>> updates) {
        return McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(host.uri("/").toString())
                                .endpoint("/mcp")
                                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                                .build())
                .requestTimeout(Duration.ofSeconds(30))
                .resourcesUpdateConsumer(updates::accept)
                .build();
    }

    private static String text(McpSchema.ResourceContents contents) {
        return ((McpSchema.TextResourceContents) contents).text();
    }

    @Test
    void anAgentReadsAndWatchesTheResourcesOfItsChatsOnly() {
        List<McpSchema.ResourceContents> updates = new CopyOnWriteArrayList<>();
        try (McpSyncClient agent = agent("narrow-key", updates::addAll)) {
            var _ = agent.initialize();
            assertThat(agent.listResources().resources())
                    .extracting(McpSchema.Resource::uri)
                    .containsExactly("telegram://events");
            assertThat(agent.listResourceTemplates().resourceTemplates())
                    .extracting(McpSchema.ResourceTemplate::uriTemplate)
                    .containsExactly("telegram://chats/{ref}/messages");
            JsonNode messages =
                    SandboxHost.JSON.readTree(text(agent.readResource(new McpSchema.ReadResourceRequest(WATCHED))
                            .contents()
                            .getFirst()));
            assertThat(messages.get("result"))
                    .isNotEmpty()
                    .isEqualTo(get("narrow-key", "/api/messages", Map.of("chat", "@rust_and_rye"))
                            .result());
            for (String hidden : List.of("@bob_stone", "@nobody_at_all")) {
                String uri = "telegram://chats/" + hidden + "/messages";
                assertThatThrownBy(() -> agent.readResource(new McpSchema.ReadResourceRequest(uri)))
                        .isInstanceOfSatisfying(McpError.class, e -> {
                            assertThat(e.getJsonRpcError().code()).isEqualTo(-32002);
                            assertThat(e.getMessage()).contains("may not use this chat, or there is no such chat");
                        });
                assertThatThrownBy(() -> agent.subscribeResource(new McpSchema.SubscribeRequest(uri)))
                        .isInstanceOfSatisfying(
                                McpError.class,
                                e -> assertThat(e.getJsonRpcError().code()).isEqualTo(-32002));
            }

            agent.subscribeResource(new McpSchema.SubscribeRequest(WATCHED));
            agent.subscribeResource(new McpSchema.SubscribeRequest("telegram://events"));
            receiveBoth("for the resource");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> updates.size() >= 2);
        }
        assertThat(updates)
                .hasSize(2)
                .extracting(McpSchema.ResourceContents::uri)
                .containsExactlyInAnyOrder(WATCHED, "telegram://events");
        assertThat(updates)
                .allSatisfy(update ->
                        assertThat(text(update)).contains("for the resource").doesNotContain("secret"));
    }

    /** The stream of a modern client that watches a chat. */
    private static InputStream watch(String key) throws Exception {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{
                  "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                    "io.modelcontextprotocol/clientCapabilities":{}},
                  "notifications":{"resourceSubscriptions":["%s","telegram://chats/@bob_stone/messages"]}}}""".formatted(WATCHED);
        return http.send(
                        HttpRequest.newBuilder(host.uri("/mcp"))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json, text/event-stream")
                                .header("MCP-Protocol-Version", "2026-07-28")
                                .header("Mcp-Method", "subscriptions/listen")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }

    @Test
    void aRevokedKeySeesNothingMore() throws Exception {
        long before = newest();
        Received received = new Received();
        // From a number: without one the stream begins when its reader does, perhaps after the message.
        WebSocket socket = connect("?token=socket-key&after=" + before, received);
        InputStream stream = stream("stream-key");
        InputStream watched = watch("agent-key");
        receive(BOB, "secret while valid");
        receive(CHANNEL, "while valid");
        awaitFrames(received, 1);
        BufferedReader updates = new BufferedReader(new InputStreamReader(watched, StandardCharsets.UTF_8));
        assertThat(data(updates).at("/params/notifications/resourceSubscriptions"))
                .as("without the hidden chat")
                .hasSize(1);
        assertThat(data(updates).at("/params/uri").asString()).isEqualTo(WATCHED);

        writeKeys();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        get("poll-key", "/api/events", Map.of("after", before)).status() == 401);
        receive(CHANNEL, "after the revocation");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> received.closed == 1008);
        assertThat(received.frames).hasSize(1);
        assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                .contains("while valid", ": This key was revoked.")
                .doesNotContain("after the revocation");
        JsonNode end = data(updates);
        while (end.has("params")) { // another burst before the revocation
            assertThat(end.at("/params/uri").asString()).isEqualTo(WATCHED);
            end = data(updates);
        }
        assertThat(end.at("/result/resultType").asString()).isEqualTo("complete");
        socket.abort();
    }

    private static JsonNode data(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (!line.startsWith("data: ")) {
            line = events.readLine();
        }
        return SandboxHost.JSON.readTree(line.substring(6));
    }
}
