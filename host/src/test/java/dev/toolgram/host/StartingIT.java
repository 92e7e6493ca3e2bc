package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of a host that is still starting, as one of its plugins sees them. */
class StartingIT {

    private static final String LOOK_AROUND = """
            StringBuilder seen = new StringBuilder();
            try (var http = java.net.http.HttpClient.newHttpClient()) {
                for (String path : List.of("/healthz", "/readyz", "/api/me", "/openapi.json", "/mcp")) {
                    var answer = http.send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:%d" + path))
                                    .header("X-Request-Id", "early")
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString());
                    seen.append(path).append(' ').append(answer.statusCode()).append(' ').append(answer.body()).append('\\n');
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return List.of(say("seen", seen.toString()));""";

    @TempDir
    private Path plugins;

    @Test
    void itAnswersForItsHealthAndForNothingElseUntilEveryToolIsThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PluginSources.provides("curious", LOOK_AROUND.formatted(port)).writeTo(plugins.resolve("curious.jar"));

        try (SandboxHost host = SandboxHost.start(Map.of(
                "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:" + port, "TOOLGRAM_PLUGINS_DIR", plugins.toString()))) {
            String seen =
                    host.post("/api/tools/seen", Map.of()).result().get("said").asString();

            String refusal = "503 {\"detail\":\"Toolgram is starting.\",\"request_id\":\"early\"}";
            assertThat(seen.lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("/healthz 200 {\"status\":\"ok\",\"authorized\":false}"),
                            line -> assertThat(line)
                                    .isEqualTo("/readyz 503 {\"status\":\"not ready\","
                                            + "\"detail\":\"Toolgram is starting\",\"request_id\":\"early\"}"),
                            line -> assertThat(line).isEqualTo("/api/me " + refusal),
                            line -> assertThat(line).isEqualTo("/openapi.json " + refusal),
                            line -> assertThat(line).isEqualTo("/mcp " + refusal));
            assertThat(host.get("/readyz", Map.of()).status()).isEqualTo(200);
        }
    }
}
