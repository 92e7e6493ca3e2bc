package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpDoorTest {

    private TestHost host;

    @BeforeAll
    void start() {
        host = TestHost.with(TestTools.all());
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25,2025-11-25",
        "2025-06-18,2025-06-18",
        "2025-03-26,2025-03-26",
        "2024-11-05,2024-11-05",
        "2023-01-01,2025-11-25",
        "2026-07-28,2025-11-25"
    })
    void initializeAgreesToAKnownRevisionAndOffersTheNewestOtherwise(String wanted, String agreed) throws Exception {
        HttpResponse<String> answer = call(
                "initialize",
                "{\"protocolVersion\":\"%s\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"0\"}}"
                        .formatted(wanted));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode result = body(answer).path("result");
        assertThat(result.path("protocolVersion").asString()).isEqualTo(agreed);
        assertThat(result.path("serverInfo"))
                .isEqualTo(json("{\"name\":\"toolgram\",\"title\":\"Toolgram\",\"version\":\"1.2.3\"}"));
        assertThat(result.path("capabilities")).isEqualTo(json("{\"tools\":{\"listChanged\":false}}"));
        assertThat(result.path("instructions").asString()).contains("Telegram");
    }

    @Test
    void pingIsAnsweredAlsoWithASlashAtTheEnd() throws Exception {
        for (String path : List.of("/mcp", "/mcp/")) {
            assertThat(host.post(path, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                            .body())
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-7", "9007199254740993", "123456789012345678901234567890", "\"\"", "\"a \\\"b\\\" ü\""})
    void anIdComesBackExactly(String id) throws Exception {
        HttpResponse<String> answer = message("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":%s,".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1.5", "1.0", "{}", "[]", "true"})
    void anIdThatIsNeitherStringNorIntegerIsAnInvalidRequest(String id) throws Exception {
        refuses(400, -32600, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "1",
                "null",
                "\"ping\"",
                "{}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}"
            })
    void whatIsNoSingleMessageIsAnInvalidRequest(String message) throws Exception {
        refuses(400, -32600, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":\"\\ud800\"}"})
    void whatIsNoStrictJsonIsAParseError(String message) throws Exception {
        refuses(400, -32700, message);
    }

    @Test
    void anUnknownMethodIsAnErrorOfAWellFormedCall() throws Exception {
        for (String method : List.of("resources/list", "server/discover", "notifications/initialized", "")) {
            assertThat(error(call(method, "{}"), 200).path("code").asInt()).isEqualTo(-32601);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":1}",
                "{\"name\":null}",
                "{\"name\":\"echo\",\"arguments\":[]}",
                "{\"name\":\"echo\",\"arguments\":\"{}\"}",
                "{\"name\":\"echo\",\"arguments\":null}",
                "[]",
                "1",
                "null"
            })
    void aCallNeedsANameAndArgumentsThatAreAnObject(String params) throws Exception {
        HttpResponse<String> answer = call("tools/call", params);

        assertThat(error(answer, 200).path("code").asInt()).isEqualTo(-32602);
        assertThat(body(answer).path("id").asInt()).isEqualTo(7);
    }

    @Test
    void notificationsAndAnswersAreAcceptedWithoutAWord() throws Exception {
        for (String message : List.of(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nobody/knows\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"broken\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"no\"}}")) {
            HttpResponse<String> answer = message(message);
            assertThat(answer.statusCode()).as(message).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"})
    void onlyPostIsSpokenHere(String method) throws Exception {
        HttpResponse<String> answer = host.send(method, "/mcp", null);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void toolsAreListedInOrderWithSchemasAndAnnotations() throws Exception {
        JsonNode tools = body(call("tools/list", "{}")).at("/result/tools");

        assertThat(tools).hasSameSizeAs(TestTools.all());
        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .isSorted();
        JsonNode echo = tool(tools, "echo");
        assertThat(echo.path("title").asString()).isEqualTo("Title of echo");
        assertThat(echo.path("description").asString()).isEqualTo("Description of echo");
        assertThat(echo.at("/inputSchema/properties/limit/maximum").asInt()).isEqualTo(200);
        assertThat(echo.at("/inputSchema/additionalProperties").asBoolean(true)).isFalse();
        assertThat(echo.path("annotations")).isEqualTo(json("""
                                {"title":"Title of echo","readOnlyHint":false,"destructiveHint":false,
                                 "idempotentHint":true,"openWorldHint":true}"""));
        assertThat(tool(tools, "list").path("annotations")).isEqualTo(json("""
                                {"title":"Title of list","readOnlyHint":true,"destructiveHint":false,
                                 "idempotentHint":true,"openWorldHint":true}"""));
        assertThat(tool(tools, "destroy").path("annotations")).isEqualTo(json("""
                                {"title":"Title of destroy","readOnlyHint":false,"destructiveHint":true,
                                 "idempotentHint":false,"openWorldHint":false}"""));
    }

    @Test
    void theSchemaOfAListIsWrappedInAnObjectAndItsDefinitionsMoveToTheRoot() throws Exception {
        JsonNode tools = body(call("tools/list", "{}")).at("/result/tools");

        assertThat(tool(tools, "list").path("outputSchema")).isEqualTo(json("""
                                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                                 "properties":{"result":{"type":"array","items":{"$ref":"#/$defs/Item"}}},
                                 "required":["result"],
                                 "$defs":{"Item":{"type":"object","properties":{"id":{"type":"integer"},
                                   "inner":{"$ref":"#/$defs/Item"}},"required":["id"]}}}"""));
        assertThat(tools)
                .allSatisfy(tool ->
                        assertThat(tool.at("/outputSchema/type").asString()).isEqualTo("object"));
    }

    @Test
    void aReferenceToTheRootFollowsTheListThatIsWrapped() {
        assertThat(ToolCatalogue.wrapped((tools.jackson.databind.node.ObjectNode)
                        json("{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"integer\"},{\"$ref\":\"#\"}]}}")))
                .isEqualTo(json("""
                                {"type":"object","properties":{"result":{"type":"array",
                                  "items":{"anyOf":[{"type":"integer"},{"$ref":"#/properties/result"}]}}},
                                 "required":["result"]}"""));
    }

    @Test
    void thereIsOnePageOfTools() throws Exception {
        assertThat(error(call("tools/list", "{\"cursor\":\"more\"}"), 200)
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(body(message("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}"))
                        .path("result")
                        .has("nextCursor"))
                .isFalse();
    }

    @Test
    void anObjectIsStructuredContentAndTheSameText() throws Exception {
        JsonNode result = toolResult("echo", "{\"id\":9007199254740993,\"text\":\"ü 🚀\"}");

        assertThat(result).isEqualTo(json("""
                                {"content":[{"type":"text","text":"{\\"id\\":9007199254740993,\\"text\\":\\"ü 🚀\\"}"}],
                                 "structuredContent":{"id":9007199254740993,"text":"ü 🚀"},"isError":false}"""));
    }

    @Test
    void aListIsWrappedInContentAndText() throws Exception {
        JsonNode result = toolResult("list", "{}");

        assertThat(result.path("structuredContent"))
                .isEqualTo(json("{\"result\":[{\"id\":9007199254740993},{\"id\":2,\"inner\":{\"id\":3}}]}"));
        assertThat(json(result.at("/content/0/text").asString())).isEqualTo(result.path("structuredContent"));
        assertThat(result.path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void argumentsMayBeLeftOut() throws Exception {
        assertThat(body(call("tools/call", "{\"name\":\"echo\"}")).at("/result/structuredContent"))
                .isEqualTo(json("{}"));
    }

    @Test
    void whatTheModelCanActOnIsAResult() throws Exception {
        assertThat(failure("invalid")).isEqualTo("chat: Field required\nmessage_ids[0]: Too small\nTogether too much");
        assertThat(failure("not_ready")).isEqualTo("Not logged in: run 'toolgram login'.");
        assertThat(failure("late")).isEqualTo("Telegram did not answer within 60 s.");
        assertThat(json(failure("refused"))).isEqualTo(json("""
                                {"telegram_error":"ChatWriteForbiddenError","message":"CHAT_WRITE_FORBIDDEN","code":403}"""));
        assertThat(json(failure("flood"))).isEqualTo(json("""
                                {"telegram_error":"FloodWaitError","message":"FLOOD_WAIT_99","code":420,"retry_after":99}"""));
    }

    @Test
    void bothDoorsTellTheSameOfTelegramsRefusal() throws Exception {
        for (String tool : List.of("refused", "flood")) {
            assertThat(json(failure(tool)))
                    .isEqualTo(body(host.post("/api/" + tool, "{}")).path("detail"));
        }
    }

    @Test
    void anUnknownToolAndADefectAreErrors() throws Exception {
        JsonNode unknown = error(call("tools/call", "{\"name\":\"nope\"}"), 200);
        HttpResponse<String> answer = call("tools/call", "{\"name\":\"broken\"}");
        JsonNode broken = error(answer, 200);

        assertThat(unknown.path("code").asInt()).isEqualTo(-32602);
        assertThat(unknown.path("message").asString()).isEqualTo("Unknown tool: nope");
        assertThat(broken.path("code").asInt()).isEqualTo(-32603);
        assertThat(broken.at("/data/request_id").asString())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(answer.body()).doesNotContain("secret plan");
    }

    @Test
    void theRevisionInTheHeaderMustBeOneOfThisEra() throws Exception {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

        for (String known : List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")) {
            assertThat(host.send("POST", "/mcp", ping, "MCP-Protocol-Version", known)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(host.send("POST", "/mcp", ping, "mcp-protocol-version", "1999-01-01")
                        .statusCode())
                .isEqualTo(400);
        JsonNode modern = error(host.send("POST", "/mcp", ping, "MCP-Protocol-Version", "2026-07-28"), 400);
        assertThat(modern.path("code").asInt()).isEqualTo(-32602);
        HttpResponse<String> notified = host.send(
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "MCP-Protocol-Version",
                "1999-01-01");
        assertThat(notified.statusCode()).isEqualTo(400);
    }

    @Test
    void aClaimToTheModernEraIsToldWhatIsSpokenHere() throws Exception {
        JsonNode error = error(
                call("tools/list", "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2099-01-01\"}}"), 400);
        JsonNode malformed =
                error(call("tools/list", "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":1}}"), 400);

        assertThat(error.path("code").asInt()).isEqualTo(-32022);
        assertThat(error.at("/data/requested").asString()).isEqualTo("2099-01-01");
        assertThat(error.at("/data/supported").get(0).asString()).isEqualTo("2025-11-25");
        assertThat(malformed.path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    void theKeyIsNeededHereToo() throws Exception {
        try (TestHost secured = TestHost.secured("hush", TestTools.all())) {
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";

            HttpResponse<String> refused = secured.post("/mcp", ping);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(secured.send("POST", "/mcp", ping, "Authorization", "Bearer hush")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedByItsSize() throws Exception {
        assertThat(message("\"" + "x".repeat(1024 * 1024) + "\"").statusCode()).isEqualTo(413);
    }

    @Test
    void theListFollowsTheRegistry() throws Exception {
        try (TestHost changing = TestHost.with(List.of())) {
            String list = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";
            assertThat(body(changing.post("/mcp", list)).at("/result/tools")).isEmpty();

            changing.publish(List.of(TestTools.echo("later", null)));
            assertThat(body(changing.post("/mcp", list)).at("/result/tools")).hasSize(1);
        }
    }

    private HttpResponse<String> message(String message) throws Exception {
        return host.post("/mcp", message);
    }

    private HttpResponse<String> call(String method, String params) throws Exception {
        return message("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    }

    private JsonNode toolResult(String tool, String arguments) throws Exception {
        HttpResponse<String> answer =
                call("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body(answer).path("result");
    }

    private String failure(String tool) throws Exception {
        JsonNode result = toolResult(tool, "{}");
        assertThat(result.path("isError").asBoolean(false)).isTrue();
        assertThat(result.has("structuredContent")).isFalse();
        assertThat(result.path("content")).hasSize(1);
        return result.at("/content/0/text").asString();
    }

    private void refuses(int status, int code, String message) throws Exception {
        HttpResponse<String> answer = message(message);
        assertThat(error(answer, status).path("code").asInt()).isEqualTo(code);
        assertThat(body(answer).path("id").isNull()).isTrue();
    }

    private static JsonNode error(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body(answer).path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(body(answer).has("result")).isFalse();
        return body(answer).path("error");
    }

    private static JsonNode tool(JsonNode tools, String name) {
        return tools.valueStream()
                .filter(tool -> tool.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
