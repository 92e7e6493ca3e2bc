package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Route;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.table.BundledTools;
import dev.toolgram.host.table.ToolRow;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.testkit.RestClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** MCP's list of a host without {@code TOOLGRAM_TOOLS}, and the way to all other tools. */
class ShortListIT {

    /** The names of the original's newest release, of which its agents know 34. */
    private static final Set<String> ORIGINAL = Set.of(
            "get_me get_entity get_dialogs get_messages send_message edit_message delete_messages forward_messages"
                    .concat(" mark_read send_file get_participants create_group delete_chat join_chat leave_chat")
                    .concat(" get_message download_media set_reaction remove_reaction pin_message unpin_message")
                    .concat(" get_linked_chat join_via_invite bulk_resolve ban_user unban_user kick_user promote_user")
                    .concat(" demote_user create_poll vote_poll get_poll_results throttle_status account_health")
                    .split(" "));

    private static final int MOST_BYTES = 2_800;
    private static final Set<String> OF_HOST = Set.of("toolgram", "events", "webhooks");

    private static SandboxHost host;
    private static SandboxHost whole;

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TOOLGRAM_TOOLS", ""));
        whole = SandboxHost.start();
    }

    @AfterAll
    static void stop() {
        host.close();
        whole.close();
    }

    private static Set<String> names(SandboxHost from) {
        return from.mcpTools().stream()
                .map(McpSchema.Tool::name)
                .filter(name -> !name.startsWith("sandbox_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theListHasTheToolsOfTheOriginal() {
        Set<String> expected = new TreeSet<>(ORIGINAL);
        expected.addAll(Set.of("find_tools", "call_tool"));

        assertThat(names(host)).isEqualTo(expected);
    }

    /** A model pays for each byte: about four make a token. README.md has the tokens. */
    @Test
    void descriptionsAreShort() {
        assertThat(bytes(host) / names(host).size())
                .as("bytes of a tool in the core")
                .isLessThanOrEqualTo(MOST_BYTES);
        assertThat(bytes(whole) / names(whole).size())
                .as("bytes of a tool of all")
                .isLessThanOrEqualTo(MOST_BYTES);
    }

    private static int bytes(SandboxHost from) {
        JsonNode list = from.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .body()
                .at("/result/tools");
        return list.valueStream()
                .filter(tool -> !tool.path("name").asString().startsWith("sandbox_"))
                .mapToInt(tool -> tool.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static Stream<RegisteredTool> bundled() {
        return whole.host().registry().snapshot().tools().stream().filter(RegisteredTool::bundled);
    }

    @Test
    void everyBundledToolHasARowInTheTables() {
        assertThat(BundledTools.ALL)
                .extracting(ToolRow::tool)
                .containsExactlyInAnyOrderElementsOf(bundled()
                        .filter(tool -> !OF_HOST.contains(tool.pluginId()))
                        .map(RegisteredTool::name)
                        .toList());
    }

    @Test
    void readmeListsEveryBundledTool() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../README.md")).stream()
                .filter(line -> line.matches("\\| \\w+ \\| `\\w+` \\| `[A-Z]+ /api/.*` \\| .+ \\|"))
                .map(line -> line.substring(0, line.lastIndexOf("` |") + 3))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(bundled()
                        .map(tool -> "| %s | `%s` | `%s` |"
                                .formatted(tool.pluginId().replace("toolgram", "host"), tool.name(), path(route(tool))))
                        .toList());
    }

    private static String path(Route route) {
        return route.method() + " " + route.path();
    }

    private static Route route(RegisteredTool tool) {
        Route own = tool.definition().route();
        return own == null ? Route.post("/api/tools/" + tool.name()) : own;
    }

    @Test
    void everyOtherToolIsFoundByItsNameAndByItsTitle() {
        Set<String> others = names(whole);
        others.removeAll(ORIGINAL);

        assertThat(others).isNotEmpty();
        for (McpSchema.Tool tool : whole.mcpTools()) {
            if (others.contains(tool.name())) {
                for (String query : List.of(tool.name(), tool.title())) {
                    assertThat(found(host.mcp("find_tools", Map.of("query", query))
                                    .result()))
                            .as(query)
                            .contains(tool.name());
                }
            }
        }
    }

    private static List<String> found(JsonNode result) {
        return result.path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
    }

    private static SandboxHost.ToolAnswer call(Map<String, Object> arguments) {
        return host.mcp("call_tool", Map.of("name", "send_message", "arguments", arguments));
    }

    @Test
    void aCallIsPreviewedCommittedAndRepeatedAsADirectOne() {
        JsonNode preview =
                call(Map.of("chat", "me", "text", "indirect", "preview", true)).result();
        assertThat(preview.at("/would_send/text").asString()).isEqualTo("indirect");

        Map<String, Object> commit = Map.of("commit", preview.path("commit").asString(), "idempotency_key", "once");
        long first = call(commit).result().path("id").asLong();
        assertThat(call(commit).result().path("id").asLong()).isEqualTo(first);
    }

    @Test
    void aCallThatNobodyCanApproveIsRefusedAsADirectOne() {
        try (SandboxHost asking = SandboxHost.start(Map.of("TOOLGRAM_TOOLS", "core", "TOOLGRAM_APPROVE", "write"))) {
            Map<String, Object> input = Map.of("chat", "me", "text", "approve me");
            SandboxHost.ToolAnswer direct = asking.mcp("send_message", input);
            SandboxHost.ToolAnswer indirect =
                    asking.mcp("call_tool", Map.of("name", "send_message", "arguments", input));

            assertThat(direct.isError()).isTrue();
            assertThat(direct.text()).contains("approv");
            assertThat(indirect).isEqualTo(direct);
        }
    }

    @Test
    void aReadOnlyHostFindsNothingThatChangesSomething() {
        try (SandboxHost reading =
                SandboxHost.start(Map.of("TOOLGRAM_TOOLS", "get_me", "TOOLGRAM_READ_ONLY", "true"))) {
            assertThat(names(reading)).containsExactly("call_tool", "find_tools", "get_me");
            assertThat(found(reading.mcp("find_tools", Map.of("query", "send message", "limit", 20))
                            .result()))
                    .contains("get_messages")
                    .doesNotContain("send_message");
        }
    }

    @Test
    void aKeyFindsAndCallsOnlyItsOwnTools(@TempDir Path data) throws IOException {
        Files.writeString(
                KeyFile.in(data), """
                {"keys": {"digest": {"hash": "%s", "tools": ["reader"], "chats": {"read": ["*"]}}}}
                """.formatted(KeyFile.hash("digest-key".getBytes(StandardCharsets.US_ASCII))));
        try (SandboxHost keyed =
                        SandboxHost.start(Map.of("TOOLGRAM_DATA_DIR", data.toString(), "TOOLGRAM_TOOLS", "core"));
                RestClient rest = new RestClient(keyed.uri("/"))) {
            JsonNode found = mcp(rest, "find_tools", "{\"query\":\"send message\",\"limit\":20}");
            JsonNode sent = mcp(rest, "call_tool", "{\"name\":\"send_message\",\"arguments\":{}}");

            assertThat(found(found.path("structuredContent")))
                    .contains("get_messages")
                    .doesNotContain("send_message");
            assertThat(sent.path("isError").asBoolean(false)).isTrue();
            assertThat(sent.at("/content/0/text").asString()).startsWith("Unknown tool: send_message");
        }
    }

    private static JsonNode mcp(RestClient rest, String tool, String arguments) {
        return rest.send(
                        "POST",
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                                .formatted(tool, arguments),
                        "Authorization",
                        "Bearer digest-key")
                .body()
                .path("result");
    }

    @ParameterizedTest
    @CsvSource({
        "'core,-delete_message', 'TOOLGRAM_TOOLS: unknown profile, plugin or tool ''delete_message''; did you mean delete_messages?'",
        "reeder, 'TOOLGRAM_TOOLS: unknown profile, plugin or tool ''reeder''; did you mean reader?'"
    })
    void aTypoStopsTheStart(String tools, String problem) {
        Map<String, String> environment = Map.of(
                "TOOLGRAM_TELEGRAM", "sandbox", "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0", "TOOLGRAM_TOOLS", tools);

        assertThatThrownBy(() -> ToolHost.start(
                        Config.read(environment, "test", ConfigChecks::ofHost),
                        Installation.at(SandboxHost.DISTRIBUTION),
                        environment))
                .isInstanceOf(ConfigException.class)
                .hasMessage(problem);
    }
}
