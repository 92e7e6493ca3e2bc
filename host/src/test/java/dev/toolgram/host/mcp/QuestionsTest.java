package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Question;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.policy.ApprovalGuard;
import dev.toolgram.host.policy.ApprovalList;
import dev.toolgram.host.policy.ApprovalRules;
import dev.toolgram.host.policy.Approvals;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.PluginTools;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A tool asks the user of its caller: a modern client by its repeated call, a legacy one while the call waits. */
@NullMarked
class QuestionsTest {

    private static final String ASKING = "{\"elicitation\":{}}";

    record Input(String item) {}

    record Output(String text) {}

    enum Size3 {
        SMALL,
        LARGE
    }

    record Order(
            @Max(9) int count,
            @Description("Of each.") @DefaultValue("LARGE") Size3 size,
            Set<Size3> also,
            @Nullable @Size(max = 40) String note,
            boolean wrapped,
            @Nullable LocalDate day) {}

    record Sure() {}

    record Nested(Sure sure) {}

    private static final Question<Order> ORDER = Question.of("order", "How many?\u202E", Order.class);

    private final AtomicInteger done = new AtomicInteger();
    private final Approvals approvals = new Approvals(Duration.ofMinutes(5));
    private final PluginTools tools = new PluginTools(
            "test",
            List.of(
                    tool(
                            "order",
                            Effect.WRITE,
                            (input, call) -> result(call.ask(ORDER).map(Order::toString))),
                    tool(
                            "count",
                            Effect.READ,
                            (input, call) -> result(call.ask(ORDER).map(Order::toString))),
                    tool("twice", Effect.WRITE, (input, call) -> {
                        Object order = call.ask(ORDER).orElseThrow();
                        return result(call.ask(Question.of("sure", order + " " + input.item() + "?", Sure.class))
                                .map(sure -> order + " sure"));
                    }),
                    tool("late", Effect.WRITE, (input, call) -> {
                        CallContext.current().orElseThrow().countWrite("sendMessage");
                        return result(call.ask(ORDER).map(Order::toString));
                    }),
                    tool(
                            "nested",
                            Effect.READ,
                            (input, call) -> result(call.ask(Question.of("nested", "Nested?", Nested.class))
                                    .map(Nested::toString))),
                    tool("polite", Effect.READ, (input, call) -> new Output(call.canAsk() ? "asks" : "guesses"))));
    private @Nullable TestHost host;

    private Output result(java.util.Optional<String> answer) {
        done.incrementAndGet();
        return new Output(answer.orElse("declined"));
    }

    private static Tool<?, ?> tool(String name, Effect effect, BiFunction<Input, ToolContext, Output> answer) {
        return new Tool<Input, Output>() {
            @Override
            public ToolDefinition<Input, Output> definition() {
                return ToolDefinition.named(name)
                        .title(name)
                        .description(name)
                        .input(Input.class)
                        .output(Output.class)
                        .effect(effect)
                        .previewByRunning()
                        .build();
            }

            @Override
            public Output call(Input input, ToolContext context) {
                return answer.apply(input, context);
            }
        };
    }

    private TestHost host() {
        if (host == null) {
            host = TestHost.patient(tools.tools(), Duration.ofSeconds(20));
        }
        return host;
    }

    /** Each call of "twice" needs an approval. */
    private void approve() {
        host().guard(new ApprovalGuard(
                new ApprovalRules() {
                    @Override
                    public ApprovalList of(@Nullable String keyName) {
                        return ApprovalList.of(Set.of("twice"));
                    }

                    @Override
                    public boolean mayApprove(@Nullable String keyName) {
                        return true;
                    }

                    @Override
                    public boolean canBeAsked(@Nullable String keyName) {
                        return false;
                    }
                },
                approvals,
                (tool, input, call) -> List.of()));
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
        tools.close();
    }

    private HttpResponse<String> post(String tool, String arguments, String capabilities, String more)
            throws Exception {
        return host().send(
                        "POST",
                        "/mcp",
                        """
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,%s
                        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                        "io.modelcontextprotocol/clientCapabilities":%s}}}""".formatted(tool, arguments, more, capabilities),
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        tool);
    }

    private JsonNode call(String tool, String item, String more) throws Exception {
        HttpResponse<String> answer = post(tool, "{\"item\":\"" + item + "\"}", ASKING, more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).path("result");
    }

    private static String accept(@Nullable String state, String name, String content) {
        return (state == null ? "" : "\"requestState\":\"" + state + "\",")
                + "\"inputResponses\":{\"%s\":{\"action\":\"accept\",\"content\":%s}},".formatted(name, content);
    }

    private static String state(JsonNode result) {
        assertThat(result.path("resultType").asString()).as(result.toString()).isEqualTo("input_required");
        return result.path("requestState").asString();
    }

    private static String text(JsonNode result) {
        assertThat(result.path("resultType").asString()).as(result.toString()).isEqualTo("complete");
        return result.at("/structuredContent/text").asString();
    }

    private static final String CONTENT = "{\"count\":2,\"also\":[\"SMALL\"],\"wrapped\":true}";
    private static final String READ_CONTENT =
            "Order[count=2, size=LARGE, also=[SMALL], note=null, wrapped=true, day=null]";

    /** The keywords are those of MCP's PrimitiveSchemaDefinition and of its enums. */
    @Test
    void theQuestionIsAFormForTheRecord() throws Exception {
        JsonNode asked = call("order", "tea", "");

        assertThat(asked.path("inputRequests")).isEqualTo(json("""
                {"order":{"method":"elicitation/create","params":{"message":"How many?[U+202E]","requestedSchema":{
                "type":"object","properties":{
                "count":{"type":"integer","minimum":-2147483648,"maximum":9},
                "size":{"type":"string","enum":["SMALL","LARGE"],"description":"Of each.","default":"LARGE"},
                "also":{"type":"array","items":{"type":"string","enum":["SMALL","LARGE"]}},
                "note":{"type":"string","maxLength":40},
                "wrapped":{"type":"boolean"},
                "day":{"type":"string","format":"date"}},
                "required":["count","also","wrapped"]}}}}"""));
        assertThat(asked.has("content")).isFalse();
        assertThat(done).hasValue(0);
    }

    @Test
    void theRepeatedCallGetsTheAnswerOnce() throws Exception {
        String state = state(call("order", "tea", ""));

        assertThat(text(call("order", "tea", accept(state, "order", CONTENT)))).isEqualTo(READ_CONTENT);

        HttpResponse<String> replayed = post("order", "{\"item\":\"tea\"}", ASKING, accept(state, "order", CONTENT));
        assertThat(replayed.statusCode()).isEqualTo(400);
        assertThat(json(replayed.body()).at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(done).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"order,coffee,''", "twice,tea,''", "order,tea,x"})
    void aStateIsForItsOwnCallAlone(String tool, String item, String suffix) throws Exception {
        String state = state(call("order", "tea", "")) + suffix;

        HttpResponse<String> other = post(tool, "{\"item\":\"" + item + "\"}", ASKING, accept(state, "order", CONTENT));

        assertThat(json(other.body()).at("/error/code").asInt())
                .as(other.body())
                .isEqualTo(-32602);
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"requestState\":\"STATE\",",
                "\"requestState\":\"STATE\",\"inputResponses\":{\"wrong\":{\"action\":\"accept\",\"content\":{}}},",
                "\"requestState\":\"STATE\",\"inputResponses\":{\"order\":{\"action\":\"accept\"}},",
                "\"requestState\":\"STATE\",\"inputResponses\":{\"order\":{\"action\":\"accept\",\"content\":"
                        + "{\"count\":10,\"also\":[],\"wrapped\":true}}},",
                "\"requestState\":\"STATE\",\"inputResponses\":{\"order\":{\"action\":\"accept\",\"content\":"
                        + "{\"count\":1,\"also\":[],\"wrapped\":true,\"more\":1}}},"
            })
    void withoutAValidAnswerTheQuestionIsAskedAgain(String more) throws Exception {
        String state = state(call("order", "tea", ""));

        String second = state(call("order", "tea", more.replace("STATE", state)));

        assertThat(second).isNotEqualTo(state);
        assertThat(text(call("order", "tea", accept(second, "order", CONTENT)))).isEqualTo(READ_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel", ""})
    void everyAnswerButAcceptIsEmpty(String action) throws Exception {
        String state = state(call("order", "tea", ""));

        String answer = "\"requestState\":\"%s\",\"inputResponses\":{\"order\":{\"action\":\"%s\"}},";
        assertThat(text(call("order", "tea", answer.formatted(state, action)))).isEqualTo("declined");
    }

    /** The answer says that the user was asked; without a state it may be about anything. */
    @Test
    void anAnswerWithoutAStateIsGoodForAToolThatOnlyReads() throws Exception {
        String _ = state(call("order", "tea", accept(null, "order", CONTENT)));
        assertThat(done).hasValue(0);

        assertThat(text(call("count", "tea", accept(null, "order", CONTENT)))).isEqualTo(READ_CONTENT);
    }

    @Test
    void laterRoundsKeepTheEarlierAnswers() throws Exception {
        String first = state(call("twice", "tea", ""));
        JsonNode second = call("twice", "tea", accept(first, "order", CONTENT));
        assertThat(second.at("/inputRequests/sure/params/message").asString()).isEqualTo(READ_CONTENT + " tea?");
        assertThat(second.path("requestState").asString()).isNotEqualTo(first);

        JsonNode end = call("twice", "tea", accept(state(second), "sure", "{}"));

        assertThat(text(end)).isEqualTo(READ_CONTENT + " sure");
        assertThat(done).hasValue(1);
    }

    @Test
    void anApprovedCallIsNotApprovedAgainForItsQuestionsNorTwice() throws Exception {
        approve();
        JsonNode approval = call("twice", "tea", "");
        assertThat(approval.path("inputRequests").has("approval")).isTrue();
        JsonNode first = call("twice", "tea", accept(state(approval), "approval", "{}"));
        assertThat(first.path("inputRequests").has("order")).isTrue();
        JsonNode second = call("twice", "tea", accept(state(first), "order", CONTENT));
        assertThat(second.path("inputRequests").has("sure")).isTrue();

        assertThat(text(call("twice", "tea", accept(state(second), "sure", "{}"))))
                .endsWith("sure");

        for (JsonNode earlier : List.of(approval, first, second)) {
            HttpResponse<String> replayed =
                    post("twice", "{\"item\":\"tea\"}", ASKING, accept(state(earlier), "sure", "{}"));
            assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(400);
        }
        assertThat(call("twice", "tea", "").path("inputRequests").has("approval"))
                .isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void aPreviewAsksNothingAndItsCommitDoes() throws Exception {
        HttpResponse<String> preview = post("order", "{\"item\":\"tea\",\"preview\":true}", ASKING, "");
        String commit =
                json(preview.body()).at("/result/structuredContent/commit").asString();
        String arguments = "{\"commit\":\"" + commit + "\"}";
        JsonNode asked = json(post("order", arguments, ASKING, "").body()).path("result");

        JsonNode end = json(post("order", arguments, ASKING, accept(state(asked), "order", CONTENT))
                        .body())
                .path("result");

        assertThat(text(end)).isEqualTo(READ_CONTENT);
        JsonNode again = json(post("order", arguments, ASKING, "").body()).path("result");
        assertThat(again.at("/content/0/text").asString()).contains("was used already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"late", "nested"})
    void aQuestionAfterAWriteOrWithoutAFormIsADefectOfTheTool(String tool) throws Exception {
        HttpResponse<String> answer = post(tool, "{\"item\":\"tea\"}", ASKING, "");

        assertThat(json(answer.body()).at("/error/code").asInt())
                .as(answer.body())
                .isEqualTo(-32603);
    }

    /** MCP 2026-07-28: MissingRequiredClientCapabilityError. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sampling\":{}}", "{\"elicitation\":{\"url\":{}}}"})
    void aModernClientThatCannotAskGetsTheCapabilityItLacks(String capabilities) throws Exception {
        HttpResponse<String> answer = post("order", "{\"item\":\"tea\"}", capabilities, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/code").asInt()).isEqualTo(-32021);
        assertThat(json(answer.body()).at("/error/data"))
                .isEqualTo(json("{\"requiredCapabilities\":{\"elicitation\":{}}}"));
    }

    @Test
    void restIsRefusedWithASentenceAndAToolCanFindThatOut() throws Exception {
        HttpResponse<String> refused = host().post("/api/tools/order", "{\"item\":\"tea\"}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused.body()).path("detail").asString())
                .isEqualTo("order has a question for a person, and this caller cannot ask one: use an MCP client that"
                        + " supports elicitation. Nothing was sent. The question: How many?[U+202E]");
        assertThat(host().post("/api/tools/polite", "{\"item\":\"tea\"}").body())
                .contains("guesses");
        assertThat(text(call("polite", "tea", ""))).isEqualTo("asks");
    }

    private McpSyncClient legacy(@Nullable Function<ElicitFormRequest, ElicitResult> user) {
        McpClient.SyncSpec spec = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + host().port())
                                .endpoint("/mcp")
                                .build())
                .requestTimeout(Duration.ofSeconds(40));
        if (user != null) {
            spec = spec.capabilities(
                            McpSchema.ClientCapabilities.builder().elicitation().build())
                    .elicitation(user);
        }
        McpSyncClient client = spec.build();
        var _ = client.initialize();
        return client;
    }

    private static CallToolResult legacyCall(McpSyncClient client, String tool) {
        return client.callTool(McpSchema.CallToolRequest.builder(tool)
                .arguments(Map.of("item", "tea"))
                .build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void theJavaSdkAsksItsUserWhileTheCallWaits() {
        BlockingQueue<ElicitFormRequest> asked = new LinkedBlockingQueue<>();
        try (McpSyncClient client = legacy(request -> {
            asked.add(request);
            return new ElicitResult(
                    ElicitResult.Action.ACCEPT,
                    asked.size() == 1 ? Map.of("count", 2, "also", List.of("SMALL"), "wrapped", true) : Map.of());
        })) {
            CallToolResult result = legacyCall(client, "twice");

            assertThat(text(result)).contains(READ_CONTENT + " sure");
            assertThat(asked)
                    .extracting(ElicitFormRequest::message)
                    .containsExactly("How many?[U+202E]", READ_CONTENT + " tea?");
            assertThat(done).hasValue(1);
        }
    }

    @Test
    void theJavaSdksUserDeclines() {
        try (McpSyncClient client = legacy(request -> new ElicitResult(ElicitResult.Action.DECLINE, Map.of()))) {
            assertThat(text(legacyCall(client, "order"))).contains("declined");
        }
    }

    @Test
    void anAnswerOfALegacyClientThatDoesNotFitIsInvalid() {
        try (McpSyncClient client =
                legacy(request -> new ElicitResult(ElicitResult.Action.ACCEPT, Map.of("count", "two")))) {
            CallToolResult result = legacyCall(client, "order");

            assertThat(result.isError()).isTrue();
            assertThat(text(result)).contains("count: ", "wrapped: Field required");
        }
    }

    @Test
    void aLegacyClientThatCannotAskGetsASentence() {
        try (McpSyncClient client = legacy(null)) {
            CallToolResult result = legacyCall(client, "order");

            assertThat(result.isError()).isTrue();
            assertThat(text(result)).contains("cannot ask", "How many?");
            assertThat(done).hasValue(0);
        }
    }
}
