package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plugin is replaced by new files while REST and MCP clients call it continuously. */
@Tag("soak")
class ReplaceUnderLoadIT {

    private static final int REPLACEMENTS = 20;
    private static final int REST_CLIENTS = 2;
    private static final int MCP_CLIENTS = 2;

    /** Three classes return the version, so a result that mixes two versions is detected. */
    private static final String SOURCE = """
            package counted;
            import dev.toolgram.api.*;
            import java.util.*;
            @org.pf4j.Extension
            public class P implements ToolProvider {
                record Input() {}
                record Output(int version, int again, int deep) {}
                static class Deep { int version() { return %1$d; } }
                public List<Tool<?, ?>> tools(PluginContext context) {
                    int version = %1$d;
                    return List.of(new Tool<Input, Output>() {
                        public ToolDefinition<Input, Output> definition() {
                            return ToolDefinition.named("version").title("t").description("version %1$d").input(Input.class)
                                    .output(Output.class).route(Route.get("/api/version")).effect(Effect.READ).build();
                        }
                        public Output call(Input input, ToolContext context) {
                            try { Thread.sleep(version %% 3); } catch (InterruptedException e) { throw new RuntimeException(e); }
                            return new Output(version, %1$d, new Deep().version());
                        }
                    });
                }
            }
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    @Test
    void noCallFailsAndNoAnswerIsOfTwoVersions() throws Exception {
        List<byte[]> jars = new ArrayList<>();
        for (int i = 0; i <= REPLACEMENTS; i++) {
            jars.add(JarBuilder.plugin("counted", "counted.P", SOURCE.formatted(i))
                    .manifest("Plugin-Version", "1.0." + i)
                    .toBytes());
        }
        Path jar = Files.write(folder.resolve("counted.jar"), jars.getFirst());
        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", folder.toString()))) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> clients = clients(host, stop);
            List<Long> delays = new ArrayList<>();
            for (int i = 1; i <= REPLACEMENTS; i++) {
                int version = i;
                Files.write(jar, jars.get(i));
                long copied = System.nanoTime();
                PluginBench.await("version " + i, () -> rest(host) == version);
                delays.add(Duration.ofNanos(System.nanoTime() - copied).toMillis());
                assertThat(host.get("/openapi.json", Map.of())
                                .body()
                                .at("/paths/~1api~1version/get/description")
                                .asString())
                        .isEqualTo("version " + i);
                assertThat(host.mcpTools().stream()
                                .filter(tool -> tool.name().equals("version"))
                                .findFirst()
                                .orElseThrow()
                                .description())
                        .isEqualTo("version " + i);
            }
            stop.set(true);
            for (Thread client : clients) {
                client.join();
            }
            assertThat(wrong).isEmpty();
            assertThat(calls.get()).isGreaterThan(REPLACEMENTS);
            Collections.sort(delays);
            assertThat(delays.get(REPLACEMENTS / 2))
                    .as(
                            "median from the end of a copy to the first answer, in ms; 2,000 are promised, the load takes its share")
                    .isLessThan(5_000);
        }
    }

    @Test
    void aToolThatIsRemovedAnswersAndThenIsNotThere() throws Exception {
        Path jar = folder.resolve("counted.jar");
        Files.write(
                jar,
                JarBuilder.plugin("counted", "counted.P", SOURCE.formatted(1)).toBytes());
        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", folder.toString()))) {
            List<List<Integer>> seen = new CopyOnWriteArrayList<>();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < REST_CLIENTS; i++) {
                List<Integer> mine = new ArrayList<>();
                seen.add(mine);
                boolean byName = i % 2 == 0;
                clients.add(Thread.ofVirtual().start(() -> {
                    while (mine.isEmpty() || mine.getLast() == 200) {
                        mine.add(
                                byName
                                        ? host.post("/api/tools/version", Map.of())
                                                .status()
                                        : host.get("/api/version", Map.of()).status());
                    }
                    for (int more = 0; more < 20; more++) {
                        mine.add(host.get("/api/version", Map.of()).status());
                    }
                }));
            }
            PluginBench.await("calls are answered", () -> seen.stream().noneMatch(List::isEmpty));
            Files.delete(jar);
            for (Thread client : clients) {
                client.join();
            }
            for (List<Integer> statuses : seen) {
                int gone = statuses.indexOf(404);
                assertThat(statuses.subList(0, gone)).isNotEmpty().containsOnly(200);
                assertThat(statuses.subList(gone, statuses.size()))
                        .hasSizeGreaterThan(20)
                        .containsOnly(404);
            }
            assertThat(host.mcpTools()).extracting("name").doesNotContain("version");
            assertThat(host.post(
                                    "/mcp",
                                    Map.of(
                                            "jsonrpc",
                                            "2.0",
                                            "id",
                                            1,
                                            "method",
                                            "tools/call",
                                            "params",
                                            Map.of("name", "version", "arguments", Map.of())))
                            .body()
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(-32602);
        }
    }

    private int rest(SandboxHost host) {
        return check(host.get("/api/version", Map.of()).result());
    }

    private List<Thread> clients(SandboxHost host, AtomicBoolean stop) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < REST_CLIENTS + MCP_CLIENTS; i++) {
            boolean mcp = i >= REST_CLIENTS;
            clients.add(Thread.ofVirtual().start(() -> {
                int newest = 0;
                try (McpSyncClient client = client(host)) {
                    var _ = client.initialize();
                    while (!stop.get()) {
                        int version = mcp ? byMcp(client) : rest(host);
                        if (version < newest) {
                            wrong.add("version %d after %d".formatted(version, newest));
                        }
                        newest = version;
                        calls.incrementAndGet();
                    }
                } catch (RuntimeException | AssertionError e) {
                    wrong.add(e.toString());
                }
            }));
        }
        return clients;
    }

    private static McpSyncClient client(SandboxHost host) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                host.host().address().toString())
                        .endpoint("/mcp")
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .build();
    }

    private int byMcp(McpSyncClient client) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder("version").arguments(Map.of()).build());
        if (Boolean.TRUE.equals(result.isError())) {
            throw new AssertionError(result.content());
        }
        return check(SandboxHost.JSON.valueToTree(result.structuredContent()));
    }

    private int check(JsonNode answer) {
        int version = answer.get("version").asInt();
        if (answer.get("again").asInt() != version || answer.get("deep").asInt() != version) {
            wrong.add("mixed: " + answer);
        }
        return version;
    }
}
