package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.host.table.BundledTools;
import dev.toolgram.host.table.ToolRow;
import dev.toolgram.testkit.RestResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
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

    private static SandboxHost host;
    private static SandboxHost revoked;
    private static SandboxHost impatient;

    private static final int TURNS = 4;

    /** The calls of a tool whose method of the server hangs. */
    private record Unanswered(ToolRow row, CompletableFuture<RestResponse> rest, CompletableFuture<ToolAnswer> mcp) {}

    private static final Map<String, JsonNode> schemas = new HashMap<>();
    private static final Map<String, Unanswered> unanswered = new HashMap<>();

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
        revoked = SandboxHost.start();
        JsonNode _ = revoked.sandbox("log_out", Map.of());
        impatient = SandboxHost.start(Map.of("TOOLGRAM_REQUEST_TIMEOUT", "3"));
    }

    @AfterAll
    static void close() {
        host.close();
        revoked.close();
        impatient.close();
    }

    static List<ToolRow> tools() {
        return BundledTools.ALL;
    }

    static Stream<ToolRow> toolsThatAskTheServer() {
        return BundledTools.ALL.stream().filter(row -> row.refusedBy() != null);
    }

    static Stream<ToolRow> toolsWithRequiredFields() {
        return BundledTools.ALL.stream().filter(row -> !row.required().isEmpty());
    }

    static Stream<ToolRow> toolsWithAChat() {
        return BundledTools.ALL.stream().filter(row -> row.required().stream().anyMatch(row.chats()::containsKey));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void succeedsOverRestAndMcp(ToolRow row) {
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
            ToolAnswer mcp = host.mcp(row.tool(), row.input().apply(host));
            assertThat(mcp.result()).isNotNull();
            assertThat(SchemaCheck.value(outputSchema(row), mcp.structured())).isEmpty();
        }
    }

    private static JsonNode outputSchema(ToolRow row) {
        if (schemas.isEmpty()) {
            host.mcpTools()
                    .forEach(tool -> schemas.put(tool.name(), SandboxHost.JSON.valueToTree(tool.outputSchema())));
        }
        return Objects.requireNonNull(schemas.get(row.tool()));
    }

    @ParameterizedTest
    @MethodSource("toolsWithRequiredFields")
    void missingFieldsAreReportedTogether(ToolRow row) {
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
    void unknownFieldIsRefusedAndNothingIsDone(ToolRow row) {
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
    void valueOfAWrongTypeIsRefused(ToolRow row) {
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
    void missingChatIsInvalidInput(ToolRow row) {
        String field = row.required().stream()
                .filter(row.chats()::containsKey)
                .findFirst()
                .orElseThrow();
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
    void refusalOfTelegramIsHandedOn(ToolRow row) {
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
    void longFloodSaysWhenToComeBack(ToolRow row) {
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
    void serverThatDoesNotAnswerIsATimeout(ToolRow row) {
        if (unanswered.isEmpty()) {
            // Each call waits for the whole timeout, so many rows wait at once; not neighbours: join_chat and
            // leave_chat
            // prepare the same chat.
            List<ToolRow> rows = toolsThatAskTheServer().toList();
            for (int turn = 0; turn < TURNS; turn++) {
                int remainder = turn;
                callInSilence(IntStream.range(0, rows.size())
                        .filter(i -> i % TURNS == remainder)
                        .mapToObj(rows::get)
                        .toList());
            }
        }
        Unanswered calls = Objects.requireNonNull(unanswered.get(row.tool()));
        assertThat(calls.rest().join().status()).isEqualTo(504);
        assertThat(calls.mcp().join().isError()).isTrue();
    }

    private static void callInSilence(List<ToolRow> rows) {
        Map<ToolRow, List<Map<String, Object>>> inputs = new LinkedHashMap<>();
        rows.forEach(row -> inputs.put(
                row, List.of(row.input().apply(impatient), row.input().apply(impatient))));
        rows.forEach(row -> {
            JsonNode _ = impatient.sandbox("hang", Map.of("method", row.refusedBy()));
        });
        try {
            List<Unanswered> calls = new ArrayList<>();
            // Not on the common pool, which the MCP client needs for itself.
            inputs.forEach((row, input) -> calls.add(new Unanswered(
                    row,
                    CompletableFuture.supplyAsync(
                            () -> impatient.call(row.route(), input.getFirst()), Thread::startVirtualThread),
                    CompletableFuture.supplyAsync(
                            () -> impatient.mcp(row.tool(), input.getLast()), Thread::startVirtualThread))));
            for (Unanswered each : calls) {
                unanswered.put(each.row().tool(), each);
                var _ = CompletableFuture.allOf(each.rest(), each.mcp())
                        .handle((_, _) -> "ended")
                        .join();
            }
        } finally {
            JsonNode _ = impatient.sandbox("clear_faults", Map.of());
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void withoutALoginNothingIsReady(ToolRow row) {
        Map<String, Object> input = row.input().apply(host);

        assertThat(revoked.call(row.route(), input).status()).isEqualTo(503);
        assertThat(revoked.mcp(row.tool(), input).isError()).isTrue();
    }

    /** The input is made before the fault is set: making it may need the same method. */
    private static <T> T failing(ToolRow row, int code, String message, Function<Map<String, Object>, T> call) {
        Map<String, Object> input = row.input().apply(host);
        JsonNode _ =
                host.sandbox("fail", Map.of("method", row.refusedBy(), "code", code, "message", message, "times", -1));
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
}
