package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolgram.host.http.RawStream;
import dev.toolgram.host.mcp.McpEra;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Progress and cancellation of a plugin's tool over MCP in a whole host. */
class McpPluginIT {

    private static final String PLUGIN = """
            package slow;
            import dev.toolgram.api.*;
            import java.util.List;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.AtomicInteger;
            @org.pf4j.Extension
            public class SlowPlugin implements ToolProvider {
                static final AtomicInteger waiting = new AtomicInteger();
                static final AtomicInteger cancelled = new AtomicInteger();
                public List<Tool<?, ?>> tools(PluginContext context) {
                    return List.of(new Steps(), new Waits(), new Picture(), new Count());
                }
                record Input() {}
                record Output(int waiting, int cancelled) {}
                static ToolDefinition.Builder<Record, Object> define(String name) {
                    return ToolDefinition.named(name).title("t").description("d").effect(Effect.READ);
                }
                static Output count() { return new Output(waiting.get(), cancelled.get()); }
                static class Steps implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() {
                        return define("steps").input(Input.class).output(Output.class).build();
                    }
                    public Output call(Input input, ToolContext context) {
                        context.progress(1, 2.0, "one");
                        context.progress(2, 2.0, "two");
                        return count();
                    }
                }
                static class Waits implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() {
                        return define("waits").input(Input.class).output(Output.class).build();
                    }
                    public Output call(Input input, ToolContext context) {
                        waiting.incrementAndGet();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            if (context.isCancelled()) { cancelled.incrementAndGet(); }
                        }
                        return count();
                    }
                }
                static class Picture implements Tool<Input, FileContent> {
                    public ToolDefinition<Input, FileContent> definition() {
                        return define("picture").input(Input.class).outputFile().build();
                    }
                    public FileContent call(Input input, ToolContext context) {
                        return FileContent.of("a.png", "image/png", new byte[] {1, 2, 3});
                    }
                }
                static class Count implements Tool<Input, Output> {
                    public ToolDefinition<Input, Output> definition() {
                        return define("count").input(Input.class).output(Output.class).build();
                    }
                    public Output call(Input input, ToolContext context) { return count(); }
                }
            }
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        JarBuilder.plugin("slow", "slow.SlowPlugin", PLUGIN).writeTo(folder.resolve("slow.jar"));
        host = SandboxHost.startUnready(Map.of("TOOLGRAM_PLUGINS_DIR", folder.toString()));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static RawStream call(McpEra era, String id, String tool) throws Exception {
        return era.callTool(port(host), McpEra.EVENTS, id, tool);
    }

    private static int port(SandboxHost of) {
        return of.host().address().getPort();
    }

    private static void awaitCount(String field, int count) {
        await().atMost(PATIENCE)
                .until(
                        () -> host.post("/api/tools/count", Map.of())
                                .result()
                                .path(field)
                                .asInt(),
                        reached -> reached >= count);
    }

    @ParameterizedTest
    @EnumSource
    void aPluginsProgressReachesTheClient(McpEra era) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        try (RawStream stream = call(era, "7", "steps").readHead()) {
            for (String event = stream.event(); event != null; event = stream.event()) {
                events.add(SandboxHost.JSON.readTree(event));
            }
        }

        assertThat(events).hasSize(3);
        assertThat(events.get(0).at("/params/message").asString()).isEqualTo("one");
        assertThat(events.get(1).at("/params/message").asString()).isEqualTo("two");
        assertThat(events.get(2).at("/result/structuredContent").has("cancelled"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aPluginsFileIsContent(McpEra era) throws Exception {
        try (RawStream answer = call(era, "7", "picture").readHead()) {
            assertThat(SandboxHost.JSON.readTree(answer.rest()).at("/result/content/0"))
                    .hasToString("{\"type\":\"image\",\"data\":\"AQID\",\"mimeType\":\"image/png\"}");
        }
    }

    @Test
    void aPluginHearsThatItsCallIsCancelledInEitherEra() throws Exception {
        try (RawStream _ = call(McpEra.MODERN, "7", "waits")) {
            awaitCount("waiting", 1);
        }
        awaitCount("cancelled", 1);

        try (RawStream answer = call(McpEra.LEGACY, "\"x\"", "waits")) {
            awaitCount("waiting", 2);
            assertThat(host.post(
                                    "/mcp",
                                    Map.of(
                                            "jsonrpc",
                                            "2.0",
                                            "method",
                                            "notifications/cancelled",
                                            "params",
                                            Map.of("requestId", "x")))
                            .status())
                    .isEqualTo(202);
            awaitCount("cancelled", 2);
            // Clients settle on an error; on a stream that ends without a response they wait.
            assertThat(SandboxHost.JSON
                            .readTree(answer.readHead().rest())
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(-32800);
        }
    }

    @Test
    void aHostThatClosesDoesNotWaitForItsListeners() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ToolHost.class);
        log.start();
        logger.addAppender(log);
        SandboxHost closing = SandboxHost.startUnready(Map.of());
        try (RawStream legacy = RawStream.open(port(closing), "GET", "Accept: text/event-stream\r\n", "");
                RawStream modern = McpEra.MODERN.call(
                        port(closing),
                        McpEra.EVENTS,
                        "7",
                        "subscriptions/listen",
                        "{\"notifications\":{\"toolsListChanged\":true}}")) {
            assertThat(legacy.readHead().bodyLine()).startsWith(":");
            assertThat(modern.readHead().event()).contains("acknowledged");
            closing.close();

            assertThat(legacy.event()).isNull();
            assertThat(modern.event()).contains("\"resultType\":\"complete\"");
            assertThat(modern.event()).isNull();
            assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        } finally {
            logger.detachAppender(log);
            closing.close();
        }
    }
}
