package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class McpProgressTest {

    private static final int STEPS = 5_000;
    private static final int WAITING = 3;
    private static final long PAUSE_MILLIS = 100;

    private static RegisteredTool tool(String name, Consumer<CallContext> work) {
        return TestTools.tool(
                name, null, Effect.READ, "{\"type\":\"object\"}", "{\"type\":\"object\"}", (input, context) -> {
                    work.accept(context);
                    return new ToolResult.Success(StrictJson.write(json("{\"done\":true}")));
                });
    }

    private static TestHost host() {
        return TestHost.with(List.of(
                tool("silent", context -> {}),
                tool("steps", context -> {
                    context.progress(0.5, 2.0, "half a \"step\"\nü 🚀");
                    context.progress(2, null, null);
                }),
                tool("many", context -> {
                    for (int i = 1; i <= STEPS; i++) {
                        context.progress(i, (double) STEPS, null);
                    }
                }),
                tool("breaks", context -> {
                    context.progress(1, null, null);
                    throw new IllegalStateException("secret plan");
                })));
    }

    private static List<JsonNode> events(RawStream stream) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String event = stream.event(); event != null; event = stream.event()) {
            events.add(json(event));
        }
        return events;
    }

    @ParameterizedTest
    @EnumSource
    void progressIsAStreamThatEndsWithTheResponse(McpEra era) throws Exception {
        try (TestHost host = host();
                RawStream stream = era.callTool(host.port(), McpEra.EVENTS, "\"a\"", "steps")
                        .readHead()) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");

            List<JsonNode> events = events(stream);
            assertThat(events).hasSize(3);
            assertThat(events.get(0)).isEqualTo(json("""
                    {"jsonrpc":"2.0","method":"notifications/progress","params":{
                      "progressToken":"t","progress":0.5,"total":2.0,"message":"half a \\"step\\"\\nü 🚀"}}"""));
            assertThat(events.get(1)).isEqualTo(json("""
                    {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":2.0}}"""));
            assertThat(events.get(2).path("id")).isEqualTo(json("\"a\""));
            assertThat(events.get(2).at("/result/structuredContent")).isEqualTo(json("{\"done\":true}"));
            assertThat(events.get(2).at("/result/resultType").asString(""))
                    .isEqualTo(era == McpEra.MODERN ? "complete" : "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallWithoutProgressIsAnsweredPlainly(McpEra era) throws Exception {
        try (TestHost host = host();
                RawStream answer =
                        era.callTool(host.port(), McpEra.EVENTS, "7", "silent").readHead()) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(json(answer.rest()).at("/result/structuredContent/done").asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void progressIsNotSentUnlessRequested(McpEra era) throws Exception {
        String asks = "{\"name\":\"steps\",\"_meta\":{\"progressToken\":7}}";
        try (TestHost host = host()) {
            for (String[] deaf : new String[][] {
                {McpEra.EVENTS, "{\"name\":\"steps\"}"},
                {McpEra.EVENTS, "{\"name\":\"steps\",\"_meta\":{\"progressToken\":{}}}"},
                {McpEra.EVENTS, "{\"name\":\"steps\",\"_meta\":{\"progressToken\":1.5}}"},
                {McpEra.JSON, asks},
                {"Accept: */*\r\n", asks},
                {"", asks}
            }) {
                try (RawStream answer = era.call(host.port(), deaf[0], "7", "tools/call", deaf[1])
                        .readHead()) {
                    assertThat(answer.header("Content-Type"))
                            .as(deaf[0] + deaf[1])
                            .isEqualTo("application/json");
                    assertThat(json(answer.rest()).has("result")).isTrue();
                }
            }
            try (RawStream stream = era.call(
                            host.port(),
                            "Accept: text/plain\r\nACCEPT: Text/Event-Stream;q=0.5\r\n",
                            "7",
                            "tools/call",
                            asks)
                    .readHead()) {
                assertThat(events(stream).getFirst().at("/params/progressToken"))
                        .isEqualTo(json("7"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manySmallStepsAreThinnedOutButForTheLast(McpEra era) throws Exception {
        try (TestHost host = host();
                RawStream stream = era.callTool(host.port(), McpEra.EVENTS, "7", "many")) {
            long start = System.nanoTime();
            List<JsonNode> events = events(stream.readHead());
            long millis = (System.nanoTime() - start) / 1_000_000;

            List<Integer> told = events.subList(0, events.size() - 1).stream()
                    .map(event -> event.at("/params/progress").asInt())
                    .toList();
            assertThat(told)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .endsWith(STEPS)
                    .hasSizeLessThanOrEqualTo((int) (millis / PAUSE_MILLIS) + 1 + WAITING);
            assertThat(events.getLast().has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDefectAfterProgressEndsTheStreamWithAnError(McpEra era) throws Exception {
        try (TestHost host = host();
                RawStream stream =
                        era.callTool(host.port(), McpEra.EVENTS, "7", "breaks").readHead()) {
            List<JsonNode> events = events(stream);

            assertThat(events).hasSize(2);
            assertThat(events.getLast().at("/error/code").asInt()).isEqualTo(-32603);
            assertThat(events.getLast().toString()).doesNotContain("secret plan");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachStepIsWithTheClientWhileTheToolStillWorks(McpEra era) throws Exception {
        BlockingTool blocking = new BlockingTool();
        try (TestHost host = TestHost.with(List.of(blocking.tool("slow", context -> context.progress(1, 2.0, null))));
                RawStream stream =
                        era.callTool(host.port(), McpEra.EVENTS, "7", "slow").readHead()) {
            assertThat(json(String.valueOf(stream.event()))
                            .at("/params/progress")
                            .asInt())
                    .isEqualTo(1);
            assertThat(blocking.running).hasValue(1);

            blocking.mayEnd.countDown();
            assertThat(json(String.valueOf(stream.event())).has("result")).isTrue();
            assertThat(stream.event()).isNull();
        }
    }
}
