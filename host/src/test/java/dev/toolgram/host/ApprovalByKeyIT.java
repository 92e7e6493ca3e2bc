package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.testkit.RestClient;
import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A key's destructive calls wait at {@code /api/approvals} for the holder of another key. */
@NullMarked
class ApprovalByKeyIT {

    private static final String PERSON = "root-key";
    private static final String AGENT = "assistant-key";

    @TempDir
    private static Path data = Path.of("");

    private static SandboxHost host;
    private static RestClient rest;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(KeyFile.in(data), """
                {"keys": {"assistant": {"hash": "%s", "tools": ["inbox"], "chats": {"read": ["*"], "write": ["*"]},
                                        "approve": ["destructive"]}}}
                """.formatted(KeyFile.hash(AGENT.getBytes(StandardCharsets.US_ASCII))));
        host = SandboxHost.start(Map.of("TOOLGRAM_DATA_DIR", data.toString(), "TOOLGRAM_AUTH_KEY", PERSON));
        rest = new RestClient(host.uri("/"));
    }

    @AfterAll
    static void stop() {
        rest.close();
        host.close();
    }

    private static RestResponse send(String key, String method, String path, Map<String, ?> body) {
        return rest.send(method, path, SandboxHost.JSON.writeValueAsString(body), "Authorization", "Bearer " + key);
    }

    private static RestResponse get(String key, String path) {
        return rest.get(path, Map.of(), "Authorization", "Bearer " + key);
    }

    private static RestResponse decide(String key, String id, String decision) {
        return send(key, "POST", "/api/approvals/" + id, Map.of("decision", decision));
    }

    @ParameterizedTest
    @CsvSource({"approve, 200", "decline, 403"})
    void anotherKeyDecides(String decision, int status) throws Exception {
        long id = send(AGENT, "POST", "/api/messages", Map.of("chat", "me", "text", "to be deleted, " + decision))
                .result()
                .path("id")
                .asLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RestResponse> call = threads.submit(
                    () -> send(AGENT, "DELETE", "/api/messages", Map.of("chat", "me", "message_ids", List.of(id))));
            JsonNode pending = Awaitility.await()
                    .until(() -> get(PERSON, "/api/approvals").result(), list -> !list.isEmpty())
                    .path(0);
            assertThat(pending.path("key").asString()).isEqualTo("assistant");
            assertThat(pending.path("tool").asString()).isEqualTo("delete_messages");
            assertThat(pending.at("/recipients/0/title").asString()).isEqualTo("Ann Tester");
            assertThat(pending.path("summary").asString()).contains("message_ids=[" + id + "]");
            String approval = pending.path("id").asString();
            assertThat(decide(AGENT, approval, "approve").status()).isEqualTo(403);

            assertThat(decide(PERSON, approval, decision).status()).isEqualTo(200);

            assertThat(call.get().status()).isEqualTo(status);
        }
    }

    @Test
    void theAgentsKeySeesNoApprovals() {
        assertThat(get(AGENT, "/api/approvals").status()).isEqualTo(403);
    }
}
