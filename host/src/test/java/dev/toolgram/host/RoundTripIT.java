package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.SandboxHost.ToolAnswer;
import dev.toolgram.testkit.RestResponse;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Messages sent over REST are visible over MCP and vice versa. */
@ExtendWith(SharedSandbox.class)
class RoundTripIT {

    private final SandboxHost host;

    RoundTripIT(SandboxHost host) {
        this.host = host;
    }

    @Test
    void messageSentByRestIsReadByMcp() {
        String text = "rest to mcp " + UUID.randomUUID();

        JsonNode sent =
                host.post("/api/messages", Map.of("chat", "me", "text", text)).result();
        ToolAnswer read = host.mcp("get_messages", Map.of("chat", "me", "limit", 1));

        assertThat(sent.get("text").asString()).isEqualTo(text);
        assertThat(read.result().get(0)).isEqualTo(sent);
        assertThat(SandboxHost.JSON.readTree(read.text()).get("result")).isEqualTo(read.result());
    }

    @Test
    void messageSentByMcpIsReadByRest() {
        String text = "mcp to rest " + UUID.randomUUID();

        JsonNode sent = host.mcp("send_message", Map.of("chat", "echo_bot", "text", text))
                .result();
        JsonNode read = host.get("/api/messages", Map.of("chat", "echo_bot", "search", text))
                .result();

        assertThat(read).contains(sent);
    }

    @Test
    void answerHoldsTheIdThatTheServerStored() {
        String text = "stored " + UUID.randomUUID();

        JsonNode sent = host.post("/api/messages", Map.of("chat", "@echo_bot", "text", text))
                .result();

        JsonNode stored = host.sandbox("count", Map.of("text", text)).get("places");
        assertThat(stored.valueStream().map(place -> place.get("id").asLong()))
                .contains(sent.get("id").asLong());
    }

    @Test
    void editedMessageKeepsItsIdAndDeletedOneIsGone() {
        JsonNode sent = host.post("/api/messages", Map.of("chat", "me", "text", "before"))
                .result();
        long id = sent.get("id").asLong();
        String text = "after " + UUID.randomUUID();

        JsonNode edited = host.send("PATCH", "/api/messages/" + id, Map.of("chat", "me", "text", text))
                .result();
        assertThat(edited.get("id").asLong()).isEqualTo(id);
        assertThat(edited.get("text").asString()).isEqualTo(text);

        JsonNode deleted = host.send(
                        "DELETE", "/api/messages", Map.of("chat", "me", "message_ids", List.of(id, id + 1_000_000)))
                .result();
        assertThat(deleted.toString()).isEqualTo("{\"deleted\":1,\"requested\":2}");
        assertThat(host.get("/api/messages", Map.of("chat", "me", "search", text))
                        .result())
                .isEmpty();
    }

    @Test
    void accountKnowsItself() {
        JsonNode me = host.get("/api/me", Map.of()).result();

        assertThat(me.get("type").asString()).isEqualTo("User");
        assertThat(me.get("phone").asString()).isEqualTo("15550001");
        assertThat(host.mcp("get_me", Map.of()).result()).isEqualTo(me);
        assertThat(host.get("/api/entities", Map.of("chat", "me")).result()).isEqualTo(me);
    }

    @Test
    void dialogsComePinnedFirstWithTheirNewestMessage() {
        JsonNode dialogs = host.get("/api/dialogs", Map.of("limit", 200)).result();

        assertThat(dialogs.get(0).get("pinned").asBoolean()).isTrue();
        assertThat(dialogs.valueStream().map(dialog -> dialog.path("username").asString("")))
                .contains("rust_and_rye", "harbour_news", "echo_bot");
        assertThat(dialogs.valueStream()).allSatisfy(dialog -> {
            assertThat(dialog.get("ref").asString()).isNotEmpty();
            assertThat(dialog.path("last_message").path("text").isString()).isTrue();
        });
    }

    @Test
    void historyIsWholeAcrossPagesAndNewestFirst() {
        JsonNode first = host.get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 200))
                .result();
        long last = first.get(first.size() - 1).get("id").asLong();
        JsonNode second = host.get("/api/messages", Map.of("chat", "rust_and_rye", "limit", 200, "offset_id", last))
                .result();

        List<Long> ids = StreamSupport.stream(first.spliterator(), false)
                .map(message -> message.get("id").asLong())
                .toList();
        assertThat(ids).hasSize(200).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(second).isNotEmpty();
        assertThat(second.get(0).get("id").asLong()).isLessThan(last);
    }

    @Test
    void incomingMessageIsThereAtOnce() {
        String text = "knock knock " + UUID.randomUUID();
        JsonNode _ = host.sandbox("receive", Map.of("chat_id", 1002, "text", text));

        JsonNode found = host.get("/api/messages", Map.of("chat", "bob_stone", "search", text))
                .result();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("out").asBoolean()).isFalse();
    }

    @Test
    void everyToolIsInRestMcpAndOpenApi() {
        List<String> mcp = host.mcpTools().stream().map(McpSchema.Tool::name).toList();
        JsonNode document = host.get("/openapi.json", Map.of()).body();

        assertThat(mcp)
                .contains(
                        "get_me",
                        "get_entity",
                        "get_dialogs",
                        "send_message",
                        "get_messages",
                        "edit_message",
                        "delete_messages");
        for (String tool : mcp) {
            assertThat(document.get("paths").has("/api/tools/" + tool)).as(tool).isTrue();
        }
    }

    @Test
    void genericRouteTakesTheSameInput() {
        RestResponse answer = host.post("/api/tools/get_messages", Map.of("chat", "rust_and_rye", "limit", 3));

        assertThat(answer.result()).hasSize(3);
    }

    @Test
    void healthSaysAuthorized() {
        assertThat(host.get("/healthz", Map.of()).body().toString())
                .isEqualTo("{\"status\":\"ok\",\"authorized\":true}");
    }
}
