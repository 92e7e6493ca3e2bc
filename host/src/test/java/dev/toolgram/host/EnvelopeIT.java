package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.testkit.RestResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A host set up as a client of the original's 1.2.0 expects it. */
class EnvelopeIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TELETHON_ENVELOPE", "none", "TELETHON_METRICS_ENABLED", "Off"));
    }

    @AfterAll
    static void close() {
        host.close();
        CLIENT.close();
    }

    @Test
    void resultsAreBare() {
        JsonNode me = host.get("/api/me", Map.of()).body();
        JsonNode sent =
                host.post("/api/messages", Map.of("chat", "me", "text", "bare")).body();

        assertThat(me.path("type").asString()).isEqualTo("User");
        assertThat(sent.path("text").asString()).isEqualTo("bare");
        assertThat(sent.has("recipient")).isFalse();
        assertThat(host.get("/api/dialogs", Map.of("limit", 2)).body().isArray())
                .isTrue();
        assertThat(host.mcp("get_me", Map.of()).result()).isEqualTo(me);
    }

    @Test
    void aPreviewOfAListIsAList() {
        int id = host.post("/api/messages", Map.of("chat", "me", "text", "forward this"))
                .body()
                .path("id")
                .asInt();
        RestResponse preview = host.post(
                "/api/messages/forward?preview=true",
                Map.of("from_chat", "me", "to_chat", "me", "message_ids", List.of(id)));

        assertThat(preview.body().at("/0/would_forward/to_chat").asString()).isEqualTo("me");
        assertThat(preview.body().at("/0/recipient/ref").asString()).isEqualTo("@ann_tester");
    }

    @Test
    void theRecipientIsInAHeader() throws Exception {
        HttpResponse<String> sent = send("POST", "/api/messages", "{\"chat\":\"me\",\"text\":\"header\"}");

        assertThat(SandboxHost.JSON
                        .readTree(sent.headers()
                                .firstValue("X-Toolgram-Recipient")
                                .orElseThrow())
                        .path("title")
                        .asString())
                .isEqualTo("Ann Tester");
    }

    @Test
    void theDocumentDescribesBareResults() {
        JsonNode paths = host.get("/openapi.json", Map.of()).body().get("paths");
        String schema = "/get/responses/200/content/application~1json/schema";
        JsonNode events = paths.get("/api/events").at(schema).get("properties");
        JsonNode page = host.get("/api/events", Map.of("after", -1)).body();

        assertThat(page.propertyNames()).containsExactlyInAnyOrderElementsOf(events.propertyNames());
        assertThat(paths.get("/api/approvals").at(schema).path("type").asString())
                .isEqualTo("array");
        assertThat(host.get("/api/approvals", Map.of()).body().isArray()).isTrue();
        for (var path : paths.properties()) {
            for (JsonNode operation : path.getValue()) {
                assertThat(operation
                                .at("/responses/200/content/application~1json/schema/properties/result")
                                .isMissingNode())
                        .as(path.getKey())
                        .isTrue();
            }
        }
    }

    @Test
    void thereAreNoMetrics() throws Exception {
        assertThat(send("GET", "/metrics", "").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(host.uri(path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
