package dev.toolgram.host.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Effect;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that is not ours understands us. */
class McpSdkClientTest {

    @Test
    void theJavaSdkInitializesListsAndCalls() {
        try (TestHost host = TestHost.with(TestTools.all());
                McpSyncClient client = client(host)) {
            McpSchema.InitializeResult hello = client.initialize();
            assertThat(hello.protocolVersion()).isEqualTo("2025-11-25");
            assertThat(hello.serverInfo().name()).isEqualTo("toolgram");

            List<McpSchema.Tool> tools = client.listTools().tools();
            assertThat(tools)
                    .hasSameSizeAs(TestTools.all())
                    .allSatisfy(tool -> assertThat(tool.outputSchema()).containsEntry("type", "object"));

            McpSchema.CallToolResult result = client.callTool(request("echo", Map.of("chat", "me", "message_id", 5)));
            assertThat(result.isError()).isFalse();
            assertThat(result.structuredContent()).isEqualTo(Map.of("chat", "me", "message_id", 5));
            assertThat(client.callTool(request("list", Map.of())).content()).hasSize(1);
            assertThat(client.callTool(request("invalid", Map.of())).isError()).isTrue();
            assertThatThrownBy(() -> client.callTool(request("nope", Map.of())))
                    .isInstanceOf(McpError.class)
                    .hasMessageContaining("Unknown tool: nope");
            client.ping();
        }
    }

    @Test
    void theJavaSdkHearsProgressAndChanges() throws Exception {
        BlockingQueue<McpSchema.ProgressNotification> progress = new LinkedBlockingQueue<>();
        BlockingQueue<List<McpSchema.Tool>> changes = new LinkedBlockingQueue<>();
        try (TestHost host = TestHost.with(List.of(progressing()));
                McpSyncClient client = McpClient.sync(transport(host))
                        .requestTimeout(Duration.ofSeconds(20))
                        .progressConsumer(progress::add)
                        .toolsChangeConsumer(changes::add)
                        .build()) {
            var _ = client.initialize();
            McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder("steps")
                    .arguments(Map.of())
                    .progressToken("mine")
                    .build());

            assertThat(result.isError()).isFalse();
            // The client notifies its consumers asynchronously, possibly after it returned the result.
            List<McpSchema.ProgressNotification> steps = new ArrayList<>();
            while (steps.size() < 3) {
                steps.add(Objects.requireNonNull(progress.poll(20, TimeUnit.SECONDS), "a step was never heard"));
            }
            assertThat(steps)
                    .allSatisfy(step -> {
                        assertThat(step.progressToken()).isEqualTo("mine");
                        assertThat(step.total()).isEqualTo(100.0);
                    })
                    .extracting(McpSchema.ProgressNotification::progress)
                    .containsExactlyInAnyOrder(0.0, 50.0, 100.0);
            // Changes before the client's GET has arrived are not notified.
            List<McpSchema.Tool> heard = null;
            for (int i = 0; i < 100 && heard == null; i++) {
                host.publish(TestTools.all());
                heard = changes.poll(200, TimeUnit.MILLISECONDS);
            }
            assertThat(heard).hasSameSizeAs(TestTools.all());
        }
    }

    private static RegisteredTool progressing() {
        String any = "{\"type\":\"object\"}";
        return TestTools.tool("steps", null, Effect.READ, any, any, (input, context) -> {
            for (int done = 0; done <= 100; done += 50) {
                context.progress(done, 100.0, "step");
            }
            return new ToolResult.Success(StrictJson.write(input));
        });
    }

    private static McpSchema.CallToolRequest request(String tool, Map<String, Object> arguments) {
        return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
    }

    private static McpSyncClient client(TestHost host) {
        return McpClient.sync(transport(host))
                .requestTimeout(Duration.ofSeconds(20))
                .build();
    }

    private static HttpClientStreamableHttpTransport transport(TestHost host) {
        return HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + host.port())
                .endpoint("/mcp")
                .build();
    }
}
