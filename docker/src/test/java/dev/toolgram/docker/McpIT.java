package dev.toolgram.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Black-box tests, group 3: MCP. */
@ParameterizedClass
@MethodSource("dev.toolgram.docker.Place#all")
class McpIT {

    private static final List<String> TOOLS = List.of(
            "get_me",
            "get_entity",
            "get_dialogs",
            "get_messages",
            "send_message",
            "edit_message",
            "delete_messages",
            "forward_messages",
            "mark_read",
            "send_file",
            "get_participants",
            "create_group",
            "delete_chat",
            "join_chat",
            "leave_chat");

    private final Toolgram toolgram;
    private final McpSyncClient client;

    McpIT(Place place) {
        toolgram = place.toolgram();
        client = toolgram.mcp();
    }

    @BeforeEach
    void connect() {
        var _ = client.initialize();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void everyToolIsDiscoveredWithItsSchema() {
        List<Tool> tools = client.listTools().tools();

        assertThat(tools).extracting(Tool::name).containsAll(TOOLS);
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.description()).isNotBlank();
            assertThat(tool.inputSchema().toString()).contains("additionalProperties");
        });
    }

    @Test
    void accountIsTheOneOfRest() {
        CallToolResult result = call("get_me", Map.of());

        assertThat(structured(result))
                .isEqualTo(toolgram.get("/api/me", Map.of()).result());
    }

    @Test
    void messageIsSentAndDeleted() {
        String text = "toolgram test " + UUID.randomUUID();

        JsonNode sent = structured(call("send_message", Map.of("chat", toolgram.chat(), "text", text)));
        assertThat(sent.get("text").asString()).isEqualTo(text);

        CallToolResult deleted = call(
                "delete_messages",
                Map.of(
                        "chat",
                        toolgram.chat(),
                        "message_ids",
                        List.of(sent.get("id").asLong())));
        assertThat(structured(deleted).get("deleted").asInt()).isEqualTo(1);
    }

    @Test
    void mistakesAreResultsThatAModelCanRead() {
        CallToolResult result = call("send_message", Map.of("chat", toolgram.chat(), "text", ""));

        assertThat(result.isError()).isTrue();
        assertThat(((TextContent) result.content().getFirst()).text()).startsWith("text: ");
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static JsonNode structured(CallToolResult result) {
        assertThat(result.isError()).as(result.content().toString()).isNotEqualTo(true);
        return Toolgram.JSON.valueToTree(result.structuredContent());
    }
}
