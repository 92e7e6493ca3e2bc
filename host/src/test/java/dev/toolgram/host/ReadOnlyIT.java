package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host with {@code TOOLGRAM_READ_ONLY} lists and executes only the tools that read. */
class ReadOnlyIT {

    private static final String REFUSED = "read-only mode: write operations are disabled";
    private static final String KEY = "k";

    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TELETHON_READ_ONLY", "Yes"));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/messages",
                "PATCH /api/messages/7",
                "DELETE /api/messages",
                "POST /api/messages/forward",
                "POST /api/messages/read",
                "POST /api/files",
                "POST /api/chats",
                "DELETE /api/chats",
                "POST /api/chats/join",
                "POST /api/chats/leave",
                "POST /api/tools/send_message"
            })
    void writesAreRefusedOverRest(String route) {
        var answer = host.call(route, Map.of("chat", "me", "text", "read only"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("detail").asString()).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send_message", "delete_chat", "create_group"})
    void writesAreRefusedOverMcp(String tool) {
        var answer = host.mcp(tool, Map.of("chat", "me", "text", "read only"));

        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).isEqualTo(REFUSED);
    }

    @Test
    void onlyToolsThatReadAreListed() {
        List<String> tools = host.mcpTools().stream().map(tool -> tool.name()).toList();

        assertThat(tools).contains("get_me", "get_messages", "get_send").doesNotContain("send_message", "mark_read");
        assertThat(host.mcpTools()).allMatch(tool -> tool.annotations().readOnlyHint());
        var paths = host.get("/openapi.json", Map.of()).body().path("paths");
        assertThat(paths.has("/api/me")).isTrue();
        assertThat(paths.has("/api/tools/send_message")).isFalse();
        assertThat(paths.path("/api/messages").has("get")).isTrue();
        assertThat(paths.path("/api/messages").has("post")).isFalse();
    }

    @Test
    void readingWorks() {
        assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
        assertThat(host.mcp("get_messages", Map.of("chat", "rust_and_rye")).isError())
                .isFalse();
    }

    @Test
    void theKeyIsAskedForFirst() {
        try (SandboxHost keyed = SandboxHost.startUnready(Map.of("TOOLGRAM_READ_ONLY", "1", "TOOLGRAM_AUTH_KEY", KEY));
                RestClient nobody = new RestClient(keyed.uri("/"))) {
            assertThat(nobody.send("POST", "/api/messages", "{}").status()).isEqualTo(401);
        }
    }
}
