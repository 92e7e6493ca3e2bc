package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestHost.body;
import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.Effect;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolDefinition;
import dev.toolgram.host.SchemaCheck;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolMenu;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A list that leaves tools out, with {@code find_tools} and {@code call_tool}. */
class ShortListTest {

    /** Lists two tools, offers all but one. */
    private static final ToolMenu MENU = new ToolMenu() {
        @Override
        public boolean lists(RegisteredTool tool) {
            return List.of("echo", "list").contains(tool.name());
        }

        @Override
        public boolean offers(RegisteredTool tool) {
            return !tool.name().equals("destroy");
        }
    };

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.listing(TestTools.all(), MENU);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static JsonNode send(McpEra era, String method, String params) throws Exception {
        String[] headers = Stream.of(era.headers(method, params).strip().split("\\R"))
                .flatMap(header -> Stream.of(header.split(": ")))
                .toArray(String[]::new);
        return body(host.send("POST", "/mcp", era.body("1", method, params), headers));
    }

    private static JsonNode call(McpEra era, String tool, String arguments) throws Exception {
        return send(era, "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments))
                .path("result");
    }

    private static JsonNode call(String tool, String arguments) throws Exception {
        return call(McpEra.LEGACY, tool, arguments.replace('\'', '"'));
    }

    private static JsonNode listed(TestHost from, String name) throws Exception {
        JsonNode tools = body(from.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
                .at("/result/tools");
        return tools.valueStream()
                .filter(tool -> tool.path("name").asString().equals(name))
                .findFirst()
                .orElse(json("{}"));
    }

    @ParameterizedTest
    @EnumSource
    void theListHasTheMenuAndTheTwoTools(McpEra era) throws Exception {
        JsonNode tools = send(era, "tools/list", "{}").at("/result/tools");

        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .containsExactly("echo", "list", "find_tools", "call_tool");
        for (JsonNode tool : tools) {
            assertThat(SchemaCheck.schema(tool.path("inputSchema"))).isEmpty();
            if (tool.has("outputSchema")) {
                assertThat(SchemaCheck.schema(tool.path("outputSchema"))).isEmpty();
            }
        }
    }

    @Test
    void findToolsNamesTheOthers() throws Exception {
        assertThat(listed(host, "find_tools").path("description").asString())
                .endsWith(
                        "Not in the list are: broken, edit_echo, flood, get_echo, invalid, invalid_get, late, nameless,"
                                + " not_ready, post_echo, refused, special_echo.");
    }

    @Test
    void aCompleteListHasNeither() throws Exception {
        try (TestHost whole = TestHost.with(TestTools.all())) {
            assertThat(listed(whole, "find_tools")).isEmpty();
            assertThat(listed(whole, "call_tool")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findToolsReturnsSchemas(McpEra era) throws Exception {
        JsonNode result = call(era, "find_tools", "{\"query\":\"post echo\",\"limit\":1}");

        JsonNode found = result.path("structuredContent");
        assertThat(SchemaCheck.value(listed(host, "find_tools").path("outputSchema"), found))
                .isEmpty();
        assertThat(found.at("/tools/0/name").asString()).isEqualTo("post_echo");
        assertThat(found.at("/tools/0/description").asString()).isEqualTo("Description of post_echo");
        // As the list would have it: with the fields that only MCP has.
        assertThat(found.at("/tools/0/inputSchema/properties").propertyNames())
                .contains("chat", "limit", "idempotency_key", "preview", "commit");
        assertThat(found.path("tools")).hasSize(1);
        assertThat(json(result.at("/content/0/text").asString())).isEqualTo(found);
        assertThat(result.path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void nothingFoundReturnsAllNames() throws Exception {
        JsonNode found = call("find_tools", "{'query':'weather'}").path("structuredContent");

        assertThat(found.path("tools")).isEmpty();
        assertThat(found.path("names").valueStream().map(JsonNode::asString))
                .contains("echo", "nameless")
                .doesNotContain("destroy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "find_tools | {} | query",
                "find_tools | {'query':' '} | query",
                "find_tools | {'query':7} | query",
                "find_tools | {'query':'echo','limit':0} | limit",
                "find_tools | {'query':'echo','limit':21} | limit",
                "find_tools | {'query':'echo','limit':'many'} | limit",
                "find_tools | {'query':'echo','words':1} | words",
                "call_tool | {} | name",
                "call_tool | {'name':'call_tool'} | name",
                "call_tool | {'name':'nameless','arguments':'{}'} | arguments",
                "call_tool | {'name':'nameless','chat':'me'} | chat: put the fields of the tool into 'arguments'"
            })
    void invalidArgumentsAreNamed(String tool, String arguments, String problem) throws Exception {
        JsonNode result = call(tool, arguments);

        assertThat(result.path("isError").asBoolean(false)).isTrue();
        assertThat(result.at("/content/0/text").asString()).startsWith(problem);
    }

    @ParameterizedTest
    @EnumSource
    void callToolAnswersAsTheToolDoes(McpEra era) throws Exception {
        for (String each : List.of("post_echo", "list", "refused", "not_ready", "late", "invalid")) {
            assertThat(call(era, "call_tool", "{\"name\":\"%s\",\"arguments\":{\"chat\":\"me\"}}".formatted(each)))
                    .as(each)
                    .isEqualTo(call(era, each, "{\"chat\":\"me\"}"));
        }
        assertThat(call("call_tool", "{'name':'list'}").at("/structuredContent/result"))
                .hasSize(2);
    }

    @Test
    void aToolThatIsNotListedCanBeCalledByItsName() throws Exception {
        assertThat(call("nameless", "{'chat':'me'}").path("structuredContent")).isEqualTo(json("{\"chat\":\"me\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"destroy", "nothing"})
    void aToolThatIsNotOfferedIsUnknown(String name) throws Exception {
        JsonNode direct = send(McpEra.LEGACY, "tools/call", "{\"name\":\"%s\"}".formatted(name));
        JsonNode indirect = call("call_tool", "{'name':'%s'}".formatted(name));

        assertThat(direct.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(direct.at("/error/message").asString()).isEqualTo("Unknown tool: " + name);
        assertThat(indirect.path("isError").asBoolean(false)).isTrue();
        assertThat(indirect.at("/content/0/text").asString()).isEqualTo("Unknown tool: " + name);
        assertThat(call("find_tools", "{'query':'destroy'}").at("/structuredContent/tools"))
                .isEmpty();
    }

    record Nothing() {}

    record Impostor(String name) implements Tool<Nothing, Nothing> {
        @Override
        public ToolDefinition<Nothing, Nothing> definition() {
            return ToolDefinition.named(name)
                    .title("T")
                    .description("D")
                    .input(Nothing.class)
                    .output(Nothing.class)
                    .effect(Effect.READ)
                    .build();
        }

        @Override
        public Nothing call(Nothing input, ToolContext context) {
            return input;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"find_tools", "call_tool"})
    void noPluginCanTakeTheirNames(String name) {
        assertThatThrownBy(() -> new PluginTools("p", List.of(new Impostor(name))))
                .hasMessage("the name '%s' belongs to the host: use another one".formatted(name));
    }
}
