package dev.toolgram.host.policy;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.policy.Recipients.Chat;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.Recipient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A person is asked by the client, in either era, or at {@code /api/approvals}; whichever way, the call that was approved
 * runs once. The agent's host needs no key here, and the person's host has the key: they share the approvals.
 */
class ApprovalWaysTest {

    private static final String KEY = "the person's key";
    private static final String ASKING = "{\"elicitation\":{}}";

    record Input(String chat) {}

    record Output(boolean ok) {}

    private final AtomicInteger calls = new AtomicInteger();
    private final Approvals approvals = new Approvals(Duration.ofMinutes(5));
    private final ApprovalRules rules = new ApprovalRules() {
        @Override
        public ApprovalList of(@Nullable String keyName) {
            return ApprovalList.of(Set.of("destructive", "first-contact"));
        }

        @Override
        public boolean mayApprove(@Nullable String keyName) {
            return true;
        }

        @Override
        public boolean canBeAsked(@Nullable String keyName) {
            return reachable;
        }
    };
    private final PluginTools tools = new PluginTools(
            "test", List.of(tool("delete", Effect.DESTRUCTIVE), tool("send", Effect.WRITE), tool("read", Effect.READ)));
    private boolean reachable = true;
    private @Nullable TestHost agents;
    private @Nullable TestHost persons;

    private Tool<?, ?> tool(String name, Effect effect) {
        return new Tool<Input, Output>() {
            @Override
            public ToolDefinition<Input, Output> definition() {
                return ToolDefinition.named(name)
                        .title("Title of " + name)
                        .description(name)
                        .input(Input.class)
                        .output(Output.class)
                        .effect(effect)
                        .build();
            }

            @Override
            public Output call(Input input, ToolContext context) {
                calls.incrementAndGet();
                return new Output(true);
            }
        };
    }

    private TestHost agents() {
        return agents(Duration.ofSeconds(20));
    }

    private TestHost agents(Duration timeout) {
        agents = host(timeout, null);
        return agents;
    }

    private TestHost host(Duration timeout, @Nullable String key) {
        Recipients recipients = (tool, input, call) -> {
            String chat = ((Input) input).chat();
            return List.of(new Chat(
                    7,
                    tool.definition().effect().kind() != Effect.Kind.READ,
                    new Recipient(7, chat, Entity.Type.USER, "@" + chat, false, chat.equals("stranger"))));
        };
        return TestHost.guarded(
                tools.tools(),
                timeout,
                key,
                new ApprovalGuard(rules, approvals, recipients),
                new ApprovalEndpoints(rules, approvals, false));
    }

    @AfterEach
    void stop() {
        if (agents != null) {
            agents.close();
        }
        if (persons != null) {
            persons.close();
        }
        tools.close();
    }

    private HttpResponse<String> person(String method, String path, @Nullable String body) throws Exception {
        if (persons == null) {
            persons = host(Duration.ofSeconds(5), KEY);
        }
        return persons.send(method, path, body, "Authorization", "Bearer " + KEY);
    }

    private JsonNode pending() throws Exception {
        return json(person("GET", "/api/approvals", null).body()).path("result");
    }

    private String pendingId() {
        return Awaitility.await().until(() -> pending().path(0).path("id").asString(""), id -> !id.isEmpty());
    }

    private int decide(String id, String decision) throws Exception {
        return person("POST", "/api/approvals/" + id, "{\"decision\":\"" + decision + "\"}")
                .statusCode();
    }

    private static HttpResponse<String> rest(TestHost host, String tool, String chat) throws Exception {
        return host.post("/api/tools/" + tool, "{\"chat\":\"" + chat + "\"}");
    }

    private static <T> CompletableFuture<T> later(Callable<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var _ = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @ParameterizedTest
    @CsvSource({"read,anna,false", "read,stranger,false", "send,anna,false", "send,stranger,true", "delete,anna,true"})
    void effectsAndFirstContactsNeedAnApproval(String tool, String chat, boolean needed) throws Exception {
        reachable = false;

        assertThat(rest(agents(), tool, chat).statusCode()).isEqualTo(needed ? 403 : 200);
    }

    @Test
    void aRestCallWaitsAndRunsWhenItIsApproved() throws Exception {
        TestHost host = agents();
        CompletableFuture<HttpResponse<String>> answer = later(() -> rest(host, "delete", "anna"));
        String id = pendingId();
        JsonNode entry = pending().path(0);
        assertThat(calls).hasValue(0);
        assertThat(entry.propertyNames())
                .containsExactly("id", "tool", "key", "recipients", "summary", "created", "expires");
        assertThat(entry.path("tool").asString()).isEqualTo("delete");
        assertThat(entry.path("recipients"))
                .isEqualTo(json("[{\"title\":\"anna\",\"type\":\"User\",\"ref\":\"@anna\",\"is_contact\":false,"
                        + "\"first_contact\":false}]"));

        assertThat(decide(id, "approve")).isEqualTo(200);

        assertThat(json(answer.get().body())).isEqualTo(json("{\"result\":{\"ok\":true}}"));
        assertThat(calls).hasValue(1);
        assertThat(decide(id, "approve")).isEqualTo(404);
    }

    @Test
    void aDeclinedRestCallIsRefusedAndMayAskAgain() throws Exception {
        TestHost host = agents();
        CompletableFuture<HttpResponse<String>> answer = later(() -> rest(host, "delete", "anna"));

        assertThat(decide(pendingId(), "decline")).isEqualTo(200);

        assertThat(answer.get().statusCode()).isEqualTo(403);
        assertThat(json(answer.get().body()).path("detail").asString()).startsWith("Declined by the user");
        assertThat(calls).hasValue(0);
        CompletableFuture<HttpResponse<String>> again = later(() -> rest(host, "delete", "anna"));
        assertThat(decide(pendingId(), "approve")).isEqualTo(200);
        assertThat(again.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aRestCallThatNobodyDecidesSaysHowToGoOn() throws Exception {
        TestHost host = agents(Duration.ofMillis(400));
        HttpResponse<String> answer = rest(host, "delete", "anna");

        assertThat(answer.statusCode()).isEqualTo(403);
        String id = json(answer.body()).path("approval_id").asString();
        assertThat(json(answer.body()).path("detail").asString())
                .contains("approval_id " + id, "nothing was sent", "Repeat the same call once it is approved");
        assertThat(decide(id, "approve")).isEqualTo(200);
        assertThat(rest(host, "delete", "anna").statusCode()).isEqualTo(200);
        assertThat(rest(host, "delete", "anna").statusCode()).isEqualTo(403);
        assertThat(calls).hasValue(1);
    }

    @Test
    void nobodyToAskIsAnAnswerAtOnce() throws Exception {
        reachable = false;
        HttpResponse<String> answer = rest(agents(), "delete", "anna");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer.body()).path("detail").asString()).contains("nobody can be asked");
        assertThat(json(answer.body()).has("approval_id")).isFalse();
        assertThat(pending()).isEmpty();
    }

    @Test
    void theKeyThatMadeTheCallCannotApproveIt() throws Exception {
        TestHost host = agents(Duration.ofMillis(400));
        String id =
                json(rest(host, "delete", "anna").body()).path("approval_id").asString();

        HttpResponse<String> own = host.post("/api/approvals/" + id, "{\"decision\":\"approve\"}");

        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(own.body()).contains("cannot approve it");
        assertThat(pending()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "\"approve\"",
                "{\"decision\":\"yes\"}",
                "{\"decision\":true}",
                "{\"decision\":\"approve\",\"more\":1}",
                "{\"decision\":\"approve\""
            })
    void anUnclearDecisionIsInvalid(String body) throws Exception {
        assertThat(person("POST", "/api/approvals/x", body).statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownApprovalIsNotFound() throws Exception {
        assertThat(decide("x", "approve")).isEqualTo(404);
        assertThat(person("GET", "/api/approvals/x", null).statusCode()).isEqualTo(405);
    }

    private static HttpResponse<String> modern(TestHost host, String capabilities, String chat, String more)
            throws Exception {
        return host.send(
                "POST",
                "/mcp",
                """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"delete","arguments":{"chat":"%s"},%s
                "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                "io.modelcontextprotocol/clientCapabilities":%s}}}""".formatted(chat, more, capabilities),
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "delete");
    }

    private static String answering(String state, String action) {
        return "\"requestState\":\"%s\",\"inputResponses\":{\"approval\":{\"action\":\"%s\"}},"
                .formatted(state, action);
    }

    private static JsonNode result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).path("result");
    }

    @Test
    void aModernCallIsAnsweredWithTheQuestionAndRunsWhenItIsRepeatedWithTheAnswer() throws Exception {
        TestHost host = agents();
        JsonNode asked = result(modern(host, ASKING, "anna", ""));

        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        assertThat(asked.has("content")).isFalse();
        JsonNode request = asked.at("/inputRequests/approval");
        assertThat(request.path("method").asString()).isEqualTo("elicitation/create");
        assertThat(request.at("/params/message").asString())
                .contains("Title of delete (delete), destructive", "\"anna\" (User, @anna)");
        assertThat(request.at("/params/requestedSchema")).isEqualTo(json("{\"type\":\"object\",\"properties\":{}}"));
        assertThat(calls).hasValue(0);
        String state = asked.path("requestState").asString();

        JsonNode done = result(modern(host, ASKING, "anna", answering(state, "accept")));

        assertThat(done.path("resultType").asString()).isEqualTo("complete");
        assertThat(done.at("/structuredContent/ok").asBoolean()).isTrue();
        assertThat(calls).hasValue(1);
        HttpResponse<String> replayed = modern(host, ASKING, "anna", answering(state, "accept"));
        assertThat(replayed.statusCode()).isEqualTo(400);
        assertThat(json(replayed.body()).at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel", "", "Accept"})
    void everyAnswerButAcceptDeclines(String action) throws Exception {
        TestHost host = agents();
        String state =
                result(modern(host, ASKING, "anna", "")).path("requestState").asString();

        JsonNode refused = result(modern(host, ASKING, "anna", answering(state, action)));

        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asString()).startsWith("Declined by the user");
        assertThat(calls).hasValue(0);
    }

    /** Also with the answer of another call, and with a state that somebody made up. */
    @Test
    void anAnswerIsForItsOwnCallAlone() throws Exception {
        TestHost host = agents();
        String state =
                result(modern(host, ASKING, "anna", "")).path("requestState").asString();

        for (String other : List.of(
                modern(host, ASKING, "bob", answering(state, "accept")).body(),
                modern(host, ASKING, "anna", answering(state + "x", "accept")).body(),
                modern(host, ASKING, "anna", answering("", "accept")).body())) {
            assertThat(json(other).at("/error/code").asInt()).as(other).isEqualTo(-32602);
        }
        assertThat(calls).hasValue(0);
        assertThat(pending()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"inputResponses\":{\"approval\":{\"action\":\"accept\"}},",
                "\"inputResponses\":{\"wrong\":{\"action\":\"accept\"}},\"requestState\":\"STATE\",",
                "\"inputResponses\":{},\"requestState\":\"STATE\",",
                "\"requestState\":\"STATE\","
            })
    void withoutAnAnswerTheQuestionIsAskedAgain(String more) throws Exception {
        TestHost host = agents();
        String state =
                result(modern(host, ASKING, "anna", "")).path("requestState").asString();

        JsonNode again = result(modern(host, ASKING, "anna", more.replace("STATE", state)));

        assertThat(again.path("resultType").asString()).isEqualTo("input_required");
        assertThat(again.path("requestState").asString()).isEqualTo(state);
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"inputResponses\":[],",
                "\"inputResponses\":{\"approval\":true},",
                "\"inputResponses\":null,",
                "\"requestState\":7,"
            })
    void malformedAnswersAreInvalid(String more) throws Exception {
        HttpResponse<String> answer = modern(agents(), ASKING, "anna", more);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sampling\":{}}", "{\"elicitation\":{\"url\":{}}}", "{\"elicitation\":true}"})
    void aModernClientThatShowsNoFormsIsNotAsked(String capabilities) throws Exception {
        reachable = false;
        JsonNode refused = result(modern(agents(), capabilities, "anna", ""));

        assertThat(refused.at("/content/0/text").asString()).contains("nobody can be asked");
    }

    @Test
    void aModernCallThatWasApprovedElsewhereRunsWhenItIsRepeated() throws Exception {
        TestHost host = agents();
        String state =
                result(modern(host, ASKING, "anna", "")).path("requestState").asString();
        assertThat(decide(state, "approve")).isEqualTo(200);

        JsonNode done = result(modern(host, ASKING, "anna", "\"requestState\":\"" + state + "\","));

        assertThat(done.at("/structuredContent/ok").asBoolean()).isTrue();
    }

    private static McpSyncClient legacy(TestHost host, @Nullable Function<ElicitFormRequest, ElicitResult> user) {
        McpClient.SyncSpec spec = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + host.port())
                                .endpoint("/mcp")
                                .build())
                .requestTimeout(Duration.ofSeconds(20));
        if (user != null) {
            spec = spec.capabilities(
                            McpSchema.ClientCapabilities.builder().elicitation().build())
                    .elicitation(user);
        }
        McpSyncClient client = spec.build();
        var _ = client.initialize();
        return client;
    }

    private static CallToolResult delete(McpSyncClient client) {
        return client.callTool(McpSchema.CallToolRequest.builder("delete")
                .arguments(Map.of("chat", "anna"))
                .build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void theJavaSdkAsksItsUserWhileTheCallWaits() {
        BlockingQueue<ElicitFormRequest> asked = new LinkedBlockingQueue<>();
        BlockingQueue<Integer> before = new LinkedBlockingQueue<>();
        try (McpSyncClient client = legacy(agents(), request -> {
            asked.add(request);
            before.add(calls.get());
            return new ElicitResult(ElicitResult.Action.ACCEPT, Map.of());
        })) {
            CallToolResult result = delete(client);

            assertThat(result.isError()).isFalse();
            assertThat(asked).hasSize(1);
            assertThat(asked.remove().message()).contains("Title of delete (delete), destructive", "\"anna\"");
            assertThat(calls).hasValue(1);
            assertThat(delete(client).isError()).isFalse();
            assertThat(before).as("calls made when each was asked").containsExactly(0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECLINE", "CANCEL"})
    void theJavaSdksUserDeclines(String action) {
        try (McpSyncClient client =
                legacy(agents(), request -> new ElicitResult(ElicitResult.Action.valueOf(action), Map.of()))) {
            CallToolResult result = delete(client);

            assertThat(result.isError()).isTrue();
            assertThat(text(result)).startsWith("Declined by the user");
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void aLegacyClientThatCannotAskWaitsForThePersonElsewhere() throws Exception {
        try (McpSyncClient client = legacy(agents(), null)) {
            CompletableFuture<CallToolResult> result = later(() -> delete(client));

            assertThat(decide(pendingId(), "approve")).isEqualTo(200);

            assertThat(result.get().isError()).isFalse();
        }
    }

    /** Another session, and another key, cannot answer the question of a client. */
    @Test
    void onlyTheClientThatWasAskedAnswers() throws Exception {
        CompletableFuture<String> answered = new CompletableFuture<>();
        TestHost host = agents();
        try (McpSyncClient client = legacy(host, request -> {
            // The ids are random, so this stands for one that knows the id.
            return new ElicitResult(
                    answered.join().isEmpty() ? ElicitResult.Action.DECLINE : ElicitResult.Action.ACCEPT, Map.of());
        })) {
            CompletableFuture<CallToolResult> result = later(() -> delete(client));
            String id = pendingId();
            for (String guess : List.of(id, "approval-" + id, "approval")) {
                String answer =
                        "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":{\"action\":\"accept\"}}".formatted(guess);
                assertThat(host.post("/mcp", answer).statusCode()).isEqualTo(202);
            }
            answered.complete("");

            assertThat(result.get().isError()).isTrue();
            assertThat(calls).hasValue(0);
        }
    }
}
