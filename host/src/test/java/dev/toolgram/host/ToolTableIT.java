package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every tool of the contract, at its REST route and in MCP: its success and every error that it can give.
 */
@NullMarked
class ToolTableIT {

    /**
     * A tool as the contract has it.
     *
     * @param input makes an input that succeeds
     * @param required its required fields
     * @param method the API method that a refusal of Telegram comes from; {@code null} when a call needs no server
     */
    record Row(
            String tool,
            String route,
            Function<SandboxHost, Map<String, Object>> input,
            List<String> required,
            @Nullable String method) {
        @Override
        public String toString() {
            return tool;
        }
    }

    private static final WebFiles web = new WebFiles();
    private static final String file =
            web.serve("notes.txt", "text/plain", "some notes".getBytes(StandardCharsets.UTF_8));

    private static SandboxHost host;
    private static SandboxHost revoked;
    private static SandboxHost impatient;

    private static final List<Row> TOOLS = List.of(
            new Row("get_me", "GET /api/me", host -> Map.of(), List.of(), null),
            new Row(
                    "get_entity",
                    "GET /api/entities",
                    host -> Map.of(
                            "chat", "fresh" + UUID.randomUUID().toString().substring(0, 8)),
                    List.of("chat"),
                    "contacts.resolveUsername"),
            new Row("get_dialogs", "GET /api/dialogs", host -> Map.of("limit", 5), List.of(), null),
            new Row(
                    "get_messages",
                    "GET /api/messages",
                    host -> Map.of("chat", "rust_and_rye", "search", "rye", "limit", 5),
                    List.of("chat"),
                    "messages.search"),
            new Row(
                    "send_message",
                    "POST /api/messages",
                    host -> Map.of("chat", "me", "text", "table"),
                    List.of("chat", "text"),
                    "messages.sendMessage"),
            new Row(
                    "edit_message",
                    "PATCH /api/messages/{message_id}",
                    host -> Map.of("message_id", message(host), "chat", "me", "text", "edited " + UUID.randomUUID()),
                    List.of("chat", "text"),
                    "messages.editMessage"),
            new Row(
                    "delete_messages",
                    "DELETE /api/messages",
                    host -> Map.of("chat", "me", "message_ids", List.of(message(host))),
                    List.of("chat", "message_ids"),
                    "messages.deleteMessages"),
            new Row(
                    "forward_messages",
                    "POST /api/messages/forward",
                    host -> Map.of("from_chat", "me", "to_chat", "echo_bot", "message_ids", List.of(message(host))),
                    List.of("from_chat", "to_chat", "message_ids"),
                    "messages.forwardMessages"),
            new Row(
                    "mark_read",
                    "POST /api/messages/read",
                    host -> Map.of("chat", "rust_and_rye"),
                    List.of("chat"),
                    null),
            new Row(
                    "send_file",
                    "POST /api/files",
                    host -> Map.of("chat", "me", "file_url", file, "caption", "table"),
                    List.of("chat", "file_url"),
                    "messages.sendMedia"),
            new Row(
                    "get_participants",
                    "GET /api/participants",
                    host -> Map.of("chat", "rust_and_rye", "limit", 5),
                    List.of("chat"),
                    "channels.getParticipants"),
            new Row(
                    "create_group",
                    "POST /api/chats",
                    host -> Map.of("title", "Table " + UUID.randomUUID()),
                    List.of("title"),
                    "channels.createChannel"),
            new Row(
                    "delete_chat",
                    "DELETE /api/chats",
                    host -> Map.of("chat", group(host)),
                    List.of("chat"),
                    "channels.deleteChannel"),
            new Row(
                    "join_chat",
                    "POST /api/chats/join",
                    host -> Map.of("chat", left(host)),
                    List.of("chat"),
                    "channels.joinChannel"),
            new Row(
                    "leave_chat",
                    "POST /api/chats/leave",
                    host -> Map.of("chat", joined(host)),
                    List.of("chat"),
                    "channels.leaveChannel"));

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
        revoked = SandboxHost.start();
        JsonNode _ = revoked.sandbox("log_out", Map.of());
        impatient = SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "1"));
    }

    @AfterAll
    static void close() {
        host.close();
        revoked.close();
        impatient.close();
        web.close();
    }

    static List<Row> tools() {
        return TOOLS;
    }

    static Stream<Row> toolsThatAskTheServer() {
        return TOOLS.stream().filter(row -> row.method() != null);
    }

    static Stream<Row> toolsWithRequiredFields() {
        return TOOLS.stream().filter(row -> !row.required().isEmpty());
    }

    static Stream<Row> toolsWithAChat() {
        return TOOLS.stream().filter(row -> row.required().stream().anyMatch(field -> field.endsWith("chat")));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void succeedsOverRestAndMcp(Row row) {
        if (row.tool().equals("get_entity")) {
            assertThat(host.call(row.route(), Map.of("chat", "bob_stone"))
                            .result()
                            .get("ref")
                            .asString())
                    .isEqualTo("@bob_stone");
            assertThat(host.mcp(row.tool(), Map.of("chat", 1002))
                            .result()
                            .get("ref")
                            .asString())
                    .isEqualTo("@bob_stone");
        } else {
            assertThat(host.call(row.route(), row.input().apply(host)).result()).isNotNull();
            assertThat(host.mcp(row.tool(), row.input().apply(host)).result()).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("toolsWithRequiredFields")
    void missingFieldsAreReportedTogether(Row row) {
        RestResponse answer = host.post("/api/tools/" + row.tool(), Map.of());
        ToolAnswer mcp = host.mcp(row.tool(), Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()
                        .valueStream()
                        .filter(problem -> problem.get("type").asString().equals("missing"))
                        .map(problem -> problem.get("loc").get(1).asString()))
                .containsAll(row.required());
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text().lines())
                .containsAll(row.required().stream()
                        .map(field -> field + ": Field required")
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void unknownFieldIsRefusedAndNothingIsDone(Row row) {
        Map<String, Object> input = new HashMap<>(row.input().apply(host));
        input.put("surprise", "!");
        long before = writes(host);

        RestResponse answer = host.call(row.route(), input);
        ToolAnswer mcp = host.mcp(row.tool(), input);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo("surprise");
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith("surprise: Unknown field");
        assertThat(writes(host)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("toolsWithRequiredFields")
    void valueOfAWrongTypeIsRefused(Row row) {
        Map<String, Object> input = new HashMap<>(row.input().apply(host));
        input.replaceAll((field, value) -> Map.of("a", 1));

        RestResponse answer = host.post("/api/tools/" + row.tool(), input);
        ToolAnswer mcp = host.mcp(row.tool(), input);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).hasSize(input.size());
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text().lines()).hasSize(input.size());
    }

    @ParameterizedTest
    @MethodSource("toolsWithAChat")
    void missingChatIsInvalidInput(Row row) {
        String field = row.required().getFirst();
        Map<String, Object> input = new HashMap<>(row.input().apply(host));
        input.put(field, "nobody_of_that_name");

        RestResponse answer = host.call(row.route(), input);
        ToolAnswer mcp = host.mcp(row.tool(), input);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo(field);
        assertThat(mcp.isError()).isTrue();
        assertThat(mcp.text()).startsWith(field + ": No chat");
    }

    @ParameterizedTest
    @MethodSource("toolsThatAskTheServer")
    void refusalOfTelegramIsHandedOn(Row row) {
        RestResponse answer = failing(row, 400, "PEER_FLOOD", input -> host.call(row.route(), input));
        ToolAnswer mcp = failing(row, 400, "PEER_FLOOD", input -> host.mcp(row.tool(), input));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(502);
        assertThat(answer.detail().toString())
                .startsWith("{\"telegram_error\":\"PeerFloodError\",\"message\":\"PEER_FLOOD\",\"code\":400,");
        assertThat(mcp.isError()).isTrue();
        assertThat(SandboxHost.JSON.readTree(mcp.text())).isEqualTo(answer.detail());
    }

    @ParameterizedTest
    @MethodSource("toolsThatAskTheServer")
    void longFloodSaysWhenToComeBack(Row row) {
        RestResponse answer = failing(row, 420, "FLOOD_WAIT_1234", input -> host.call(row.route(), input));
        ToolAnswer mcp = failing(row, 420, "FLOOD_WAIT_1234", input -> host.mcp(row.tool(), input));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(502);
        assertThat(answer.detail().get("telegram_error").asString()).isEqualTo("FloodWaitError");
        assertThat(answer.detail().get("retry_after").asInt()).isBetween(1200, 1234);
        assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElse(0L))
                .isBetween(1200L, 1234L);
        assertThat(mcp.isError()).isTrue();
        assertThat(SandboxHost.JSON.readTree(mcp.text()).get("retry_after").asInt())
                .isBetween(1200, 1234);
    }

    @ParameterizedTest
    @MethodSource("toolsThatAskTheServer")
    void serverThatDoesNotAnswerIsATimeout(Row row) {
        Map<String, Object> first = row.input().apply(impatient);
        Map<String, Object> second = row.input().apply(impatient);
        JsonNode _ = impatient.sandbox("hang", Map.of("method", row.method()));
        try {
            // Both wait at once: there are many rows. Not on the common pool, which the MCP client needs for itself.
            CompletableFuture<ToolAnswer> agent =
                    CompletableFuture.supplyAsync(() -> impatient.mcp(row.tool(), second), Thread::startVirtualThread);
            assertThat(impatient.call(row.route(), first).status()).isEqualTo(504);
            assertThat(agent.join().isError()).isTrue();
        } finally {
            JsonNode _ = impatient.sandbox("clear_faults", Map.of());
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void withoutALoginNothingIsReady(Row row) {
        Map<String, Object> input = row.input().apply(host);

        assertThat(revoked.call(row.route(), input).status()).isEqualTo(503);
        assertThat(revoked.mcp(row.tool(), input).isError()).isTrue();
    }

    /** The input is made before the fault is set: making it may need the same method. */
    private static <T> T failing(Row row, int code, String message, Function<Map<String, Object>, T> call) {
        Map<String, Object> input = row.input().apply(host);
        JsonNode _ =
                host.sandbox("fail", Map.of("method", row.method(), "code", code, "message", message, "times", -1));
        try {
            return call.apply(input);
        } finally {
            JsonNode _ = host.sandbox("clear_faults", Map.of());
        }
    }

    /** The number of changes on the server. */
    private static long writes(SandboxHost host) {
        return host.sandbox("calls", Map.of())
                .valueStream()
                .filter(call ->
                        call.get("method").asString().matches(".*(send|edit|delete|forward|create|join|leave).*"))
                .mapToLong(call -> call.get("count").asLong())
                .sum();
    }

    private static long message(SandboxHost host) {
        return host.post("/api/messages", Map.of("chat", "me", "text", "original " + UUID.randomUUID()))
                .result()
                .get("id")
                .asLong();
    }

    private static String group(SandboxHost host) {
        return host.post("/api/chats", Map.of("title", "Group " + UUID.randomUUID()))
                .result()
                .get("ref")
                .asString();
    }

    private static String left(SandboxHost host) {
        JsonNode _ =
                host.post("/api/chats/leave", Map.of("chat", "open_kitchen")).body();
        return "open_kitchen";
    }

    private static String joined(SandboxHost host) {
        JsonNode _ =
                host.post("/api/chats/join", Map.of("chat", "open_kitchen")).body();
        return "open_kitchen";
    }
}
