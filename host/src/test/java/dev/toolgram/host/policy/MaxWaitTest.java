package dev.toolgram.host.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.ToolResult;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of the longest wait, and the answers when it is too short. */
class MaxWaitTest {

    record Nothing() {}

    record Done(boolean ok) {}

    private record Paced() implements Tool<Nothing, Done> {
        @Override
        public ToolDefinition<Nothing, Done> definition() {
            return ToolDefinition.named("paced")
                    .title("Paced")
                    .description("Is refused")
                    .input(Nothing.class)
                    .output(Done.class)
                    .effect(Effect.WRITE)
                    .build();
        }

        @Override
        public Done call(Nothing input, ToolContext context) {
            return new Done(true);
        }
    }

    private final AtomicReference<@Nullable Duration> maxWait = new AtomicReference<>();
    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.with(new PluginTools("test", List.of(new Paced())).tools());
        host.guard((tool, input, call) -> {
            maxWait.set(call.call().options().maxWait());
            throw new CallRefusedException(new ToolResult.Paced("Too fast", 7));
        });
    }

    @AfterEach
    void stop() {
        host.close();
    }

    /** The spellings of RFC 7240, section 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "wait=3 | PT3S",
                "wait=0 | PT0S",
                "Wait = \"12\" | PT12S",
                "respond-async, wait=10 | PT10S",
                "wait=10;foo=bar, handling=lenient | PT10S",
                "wait=10, wait=20 | PT10S",
                "wait=-1 | -",
                "wait=soon | -",
                "await=3 | -",
                "respond-async | -"
            })
    void restCallersSayHowLongTheyWaitInPrefer(String header, @Nullable Duration expected) throws Exception {
        HttpResponse<String> answer = host.send("POST", "/api/tools/paced", "{}", "Prefer", header);
        assertThat(maxWait.get()).isEqualTo(expected);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(TestHost.body(answer).path("detail").asString()).isEqualTo("Too fast");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {"3 | PT3S", "0 | PT0S", "0.5 | PT0.5S", "-1 | -", "\"3\" | -", "null | -", "1e9 | PT24H"})
    void mcpClientsSayItInMeta(String json, @Nullable Duration expected) throws Exception {
        HttpResponse<String> answer = host.send(
                "POST",
                "/mcp",
                """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":
                 {"name":"paced","arguments":{},"_meta":{"toolgram/max-wait":%s}}}""".formatted(json),
                "Accept",
                "application/json, text/event-stream",
                "Content-Type",
                "application/json");
        assertThat(maxWait.get()).isEqualTo(expected);
        assertThat(answer.body()).contains("\"isError\":true").contains("Too fast (retry after 7 s)");
    }
}
