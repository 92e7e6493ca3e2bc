package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.Config;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole host on the real TDLib and the sandbox, with the plugins of the distribution loaded as jars, and a client for
 * each of its doors. The sandbox's control tools are on, so a test can make things happen on the other side.
 */
@NullMarked
public final class SandboxHost implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.shared();
    static final Path DISTRIBUTION =
            Path.of("../docker/target/toolgram").toAbsolutePath().normalize();

    static {
        OneServerKey.install();
    }

    private final ToolHost host;
    private final RestClient rest;
    private final McpSyncClient mcp;

    private SandboxHost(ToolHost host) {
        this.host = host;
        this.rest = new RestClient(host.address());
        this.mcp = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(host.address().toString())
                                .endpoint("/mcp")
                                .build())
                .requestTimeout(Duration.ofSeconds(60))
                .build();
    }

    /** An answer of MCP's {@code tools/call}. */
    public record ToolAnswer(boolean isError, String text, JsonNode structured, JsonNode content) {
        public JsonNode result() {
            if (isError) {
                throw new AssertionError(text);
            }
            return structured.has("result") ? structured.get("result") : structured;
        }
    }

    static SandboxHost start() {
        return start(Map.of());
    }

    static SandboxHost start(Map<String, String> settings) {
        SandboxHost host = startUnready(settings);
        String missing = host.host().awaitReady(Duration.ofSeconds(30));
        if (!missing.isEmpty()) {
            host.close();
            throw new AssertionError(missing);
        }
        return host;
    }

    /** Does not wait until the account is logged in. */
    static SandboxHost startUnready(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TOOLGRAM_TELEGRAM", "sandbox",
                "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0",
                "TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "true",
                "TOOLGRAM_TOOLS", "all",
                // Most tests send more than an account should.
                "TOOLGRAM_THROTTLE_ENABLED", "false",
                // The tests' own web server is on this machine.
                "TOOLGRAM_ALLOW_HTTP_FILES", "true",
                "TOOLGRAM_FILE_URL_ALLOW", "127.0.0.1"));
        environment.putAll(settings);
        try {
            return new SandboxHost(ToolHost.start(
                    Config.read(environment, "test", ConfigChecks::ofHost),
                    Installation.at(DISTRIBUTION),
                    environment));
        } catch (dev.toolgram.host.config.ConfigException e) {
            throw new AssertionError(e);
        }
    }

    URI uri(String path) {
        return host.address().resolve(path);
    }

    public RestResponse get(String path, Map<String, ?> query) {
        return rest.get(path, query);
    }

    public RestResponse post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    public RestResponse send(String method, String path, Map<String, ?> body) {
        return send(method, path, JSON.writeValueAsString(body));
    }

    public RestResponse send(String method, String path, String body) {
        return rest.send(method, path, body);
    }

    /** Calls a tool at its route: {@code PATCH /api/messages/{message_id}}. */
    public RestResponse call(String route, Map<String, ?> input) {
        return rest.call(route, input);
    }

    /** Calls a tool of the sandbox's control. */
    public JsonNode sandbox(String tool, Map<String, ?> input) {
        return post("/api/tools/sandbox_" + tool, input).result();
    }

    public ToolAnswer mcp(String tool, Map<String, Object> arguments) {
        CallToolResult result = mcpClient()
                .callTool(CallToolRequest.builder(tool).arguments(arguments).build());
        String text = result.content().stream()
                .filter(TextContent.class::isInstance)
                .map(block -> ((TextContent) block).text())
                .findFirst()
                .orElse("");
        return new ToolAnswer(
                Boolean.TRUE.equals(result.isError()),
                text,
                JSON.valueToTree(result.structuredContent()),
                JSON.createArrayNode()
                        .addAll(result.content().stream()
                                .<JsonNode>map(JSON::valueToTree)
                                .toList()));
    }

    /** The result of a tool over REST or MCP. */
    JsonNode result(boolean overMcp, String tool, Map<String, Object> input) {
        return overMcp
                ? mcp(tool, input).result()
                : post("/api/tools/" + tool, input).result();
    }

    /** Checks that a field of a tool's input is refused with these words, over REST and over MCP. */
    void checkRefused(String tool, Map<String, Object> input, String field, String words) {
        RestResponse answer = post("/api/tools/" + tool, input);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.detail().get(0).get("loc").get(1).asString()).isEqualTo(field);
        assertThat(answer.detail().get(0).get("msg").asString()).contains(words);
        ToolAnswer overMcp = mcp(tool, input);
        assertThat(overMcp.isError()).isTrue();
        assertThat(overMcp.text()).startsWith(field + ": ").contains(words);
    }

    List<McpSchema.Tool> mcpTools() {
        return mcpClient().listTools().tools();
    }

    private synchronized McpSyncClient mcpClient() {
        if (!mcp.isInitialized()) {
            var _ = mcp.initialize();
        }
        return mcp;
    }

    ToolHost host() {
        return host;
    }

    @Override
    public void close() {
        mcp.close();
        rest.close();
        host.close();
    }
}
