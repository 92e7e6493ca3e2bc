package dev.toolgram.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.HttpConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiHeadersTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = new HttpServer(
                new HttpConfig(new InetSocketAddress("127.0.0.1", 0), "key"),
                FixedHealth.GOOD,
                (module, status, time) -> {},
                List.of(),
                () -> Map.of("X-Throttle-Multiplier", "1.00"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/nothing, key, 404, true",
        "POST, /api/tools/nothing, key, 404, true",
        "GET, /api/nothing, wrong, 401, false",
        "GET, /healthz, key, 200, false",
        "GET, /nothing, key, 404, false"
    })
    void responsesBelowApiHaveThemOnceTheKeyIsGiven(String method, String path, String key, int status, boolean has)
            throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Throttle-Multiplier").isPresent())
                .isEqualTo(has);
    }
}
