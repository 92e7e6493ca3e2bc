package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Mentions by id, through the real TDLib: it aborts the process when the server returns them as they were sent. */
@NullMarked
class MentionsIT {

    private static SandboxHost host;
    private static WebFiles web;

    @BeforeAll
    static void start() {
        web = new WebFiles();
        host = SandboxHost.start();
    }

    @AfterAll
    static void close() {
        host.close();
        web.close();
    }

    @ParameterizedTest
    @CsvSource({
        "md, [Bob](tg://user?id=1002)",
        "html, <a href=\"tg://user?id=1002\">Bob</a>",
    })
    void mentionIsStoredInMessagesEditsCaptionsAndForwards(String mode, String mention) {
        JsonNode sent = post("/api/messages", Map.of("chat", "me", "text", mention, "parse_mode", mode));
        int id = sent.get("id").asInt();
        JsonNode edited = host.send(
                        "PATCH",
                        "/api/messages/" + id,
                        Map.of("chat", "me", "text", "again " + mention, "parse_mode", mode))
                .result();
        String url = web.serve(mode + ".pdf", "application/pdf", new byte[] {1});
        JsonNode file =
                post("/api/files", Map.of("chat", "me", "file_url", url, "caption", mention, "parse_mode", mode));
        JsonNode forwarded = post(
                "/api/messages/forward", Map.of("from_chat", "me", "to_chat", "bob_stone", "message_ids", List.of(id)));

        assertThat(sent.get("text").asString()).isEqualTo("Bob");
        assertThat(edited.get("text").asString()).isEqualTo("again Bob");
        assertThat(file.get("text").asString()).isEqualTo("Bob");
        assertThat(forwarded.get(0).get("text").asString()).isEqualTo("again Bob");
        assertThat(host.get("/api/messages", Map.of("chat", "me", "limit", 2)).result())
                .hasSize(2);
    }

    private static JsonNode post(String path, Map<String, ?> input) {
        return host.post(path, input).result();
    }
}
