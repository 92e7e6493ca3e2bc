package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.ToolResult;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class McpToolsTest extends McpFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":1}",
                "{\"name\":null}",
                "{\"name\":\"echo\",\"arguments\":[]}",
                "{\"name\":\"echo\",\"arguments\":\"{}\"}",
                "{\"name\":\"echo\",\"arguments\":1}",
                "[]",
                "1",
                "null"
            })
    void callNeedsANameAndAnArgumentsObject(String params) throws Exception {
        HttpResponse<String> answer = call("tools/call", params);

        assertThat(error(answer, 200).path("code").asInt()).isEqualTo(-32602);
        assertThat(body(answer).path("id").asInt()).isEqualTo(7);
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
    void schemaOfAListIsWrappedInAnObject() throws Exception {
        JsonNode tools = body(call("tools/list", "{}")).at("/result/tools");

        assertThat(tool(tools, "list").path("outputSchema")).isEqualTo(json("""
                                {"type":"object",
                                 "properties":{"result":{"type":"array","items":{"$ref":"#/$defs/Item"}}},
                                 "required":["result"],
                                 "$defs":{"Item":{"type":"object","properties":{"id":{"type":"integer"},
                                   "inner":{"$ref":"#/$defs/Item"}},"required":["id"]}}}"""));
        assertThat(tools)
                .allSatisfy(tool ->
                        assertThat(tool.at("/outputSchema/type").asString()).isEqualTo("object"));
    }

    @Test
    void toolsAreOnOnePage() throws Exception {
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
    void objectIsStructuredContentAndTheSameText() throws Exception {
        JsonNode result = toolResult("echo", "{\"id\":9007199254740993,\"text\":\"ü 🚀\"}");

        assertThat(result).isEqualTo(json("""
                                {"content":[{"type":"text","text":"{\\"id\\":9007199254740993,\\"text\\":\\"ü 🚀\\"}"}],
                                 "structuredContent":{"id":9007199254740993,"text":"ü 🚀"},"isError":false}"""));
    }

    @Test
    void listIsWrappedInContentAndText() throws Exception {
        JsonNode result = toolResult("list", "{}");

        assertThat(result.path("structuredContent"))
                .isEqualTo(json("{\"result\":[{\"id\":9007199254740993},{\"id\":2,\"inner\":{\"id\":3}}]}"));
        assertThat(json(result.at("/content/0/text").asString())).isEqualTo(result.path("structuredContent"));
        assertThat(result.path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void argumentsMayBeMissing() throws Exception {
        for (String params : List.of("{\"name\":\"echo\"}", "{\"name\":\"echo\",\"arguments\":null}")) {
            assertThat(body(call("tools/call", params)).at("/result/structuredContent"))
                    .isEqualTo(json("{}"));
        }
    }

    @Test
    void failureThatTheModelCanFixIsAResult() throws Exception {
        assertThat(failure("invalid")).isEqualTo("chat: Field required\nmessage_ids[0]: Too small\nTogether too much");
        assertThat(failure("not_ready")).isEqualTo("Not logged in: run 'toolgram login'.");
        assertThat(failure("late")).isEqualTo("Telegram did not answer within 60 s. (sent: false)");
        assertThat(json(failure("refused"))).isEqualTo(json("""
                                {"telegram_error":"ChatWriteForbiddenError","message":"CHAT_WRITE_FORBIDDEN","code":403,\
                                "advice":"This account cannot write in this chat: join it, or ask its administrators \
                                for the right."}"""));
        assertThat(json(failure("flood"))).isEqualTo(json("""
                                {"telegram_error":"FloodWaitError","message":"FLOOD_WAIT_99","code":420,"retry_after":99,\
                                "advice":"Wait retry_after seconds, then repeat the call, and make fewer calls of this \
                                kind."}"""));
    }

    @Test
    void restAndMcpReportTheSameTelegramError() throws Exception {
        for (String tool : List.of("refused", "flood")) {
            assertThat(json(failure(tool)))
                    .isEqualTo(body(host.post("/api/" + tool, "{}")).path("detail"));
        }
    }

    @Test
    void unknownToolAndDefectAreErrors() throws Exception {
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
    void unknownToolNamesTheSimilarOne() throws Exception {
        assertThat(error(call("tools/call", "{\"name\":\"get-echo\"}"), 200)
                        .path("message")
                        .asString())
                .isEqualTo("Unknown tool: get-echo. Did you mean get_echo?");
    }

    @Test
    void hiddenCharactersAreShownInTextAndStructuredContentAndNotInRest() throws Exception {
        String hidden = "{\"text\":\"a\u202Eb\u200Bc\uDB40\uDC41\"}";
        JsonNode result = toolResult("echo", hidden);

        assertThat(result.at("/structuredContent/text").asString()).isEqualTo("a[U+202E]b[U+200B]c[U+E0041]");
        assertThat(json(result.at("/content/0/text").asString())).isEqualTo(result.path("structuredContent"));
        assertThat(body(host.post("/api/tools/echo", hidden)).path("result")).isEqualTo(json(hidden));
    }

    @ParameterizedTest
    @CsvSource({"PT30S,false,30", "PT60S,false,50", "PT60S,true,60"})
    void callEndsBeforeTheClientsTimeoutUnlessItReportsProgress(Duration timeout, boolean progress, int seconds)
            throws Exception {
        List<Instant> deadlines = new ArrayList<>();
        try (TestHost patient = TestHost.patient(
                List.of(TestTools.tool("test", null, Effect.READ, "{}", "{}", (arguments, context) -> {
                    deadlines.add(context.deadline());
                    return new ToolResult.Success(StrictJson.write(arguments));
                })),
                timeout)) {
            HttpResponse<String> _ = patient.send(
                    "POST",
                    "/mcp",
                    "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"test\"%s}}"
                            .formatted(progress ? ",\"_meta\":{\"progressToken\":1}" : ""),
                    "Accept",
                    "application/json, text/event-stream");
        }
        assertThat(deadlines)
                .singleElement()
                .satisfies(deadline -> assertThat(Duration.between(Instant.now(), deadline))
                        .isBetween(Duration.ofSeconds(seconds - 5), Duration.ofSeconds(seconds)));
    }

    @Test
    void listFollowsTheRegistry() throws Exception {
        try (TestHost changing = TestHost.with(List.of())) {
            String list = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";
            assertThat(body(changing.post("/mcp", list)).at("/result/tools")).isEmpty();

            changing.publish(List.of(TestTools.echo("later", null)));
            assertThat(body(changing.post("/mcp", list)).at("/result/tools")).hasSize(1);
        }
    }
}
