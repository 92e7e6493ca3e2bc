package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.observe.metrics.PrometheusText;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The metrics of a whole host, as Prometheus scrapes them. */
class MetricsIT {

    private static final String LOGIN = "toolgram_telegram_authorization_state";
    private static final String CONNECTION = "toolgram_telegram_connection_state";

    private static final HttpClient client = HttpClient.newHttpClient();
    private static SandboxHost host;

    @BeforeAll
    static void start() {
        host = SandboxHost.start();
    }

    @AfterAll
    static void close() {
        host.close();
        client.close();
    }

    @Test
    void everythingThatIsPromisedIsThereAfterAFewCalls() throws Exception {
        host.get("/api/me", Map.of()).result();
        host.post("/api/messages", Map.of("chat", "me", "text", "Counted")).result();
        host.get("/api/messages", Map.of("chat", "me")).result();
        host.mcp("get_me", Map.of()).result();
        assertThat(host.get("/api/entities", Map.of("chat", "@nobody_at_all")).status())
                .isEqualTo(400);

        PrometheusText text =
                await(host, now -> now.value("toolgram_http_requests_total", "door", "rest", "status", "4xx") >= 1);

        assertThat(text.types())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("toolgram_tool_calls_total", "counter"),
                        Map.entry("toolgram_tool_errors_total", "counter"),
                        Map.entry("toolgram_tool_call_duration_seconds", "histogram"),
                        Map.entry("toolgram_http_requests_total", "counter"),
                        Map.entry("toolgram_telegram_request_duration_seconds", "histogram"),
                        Map.entry(LOGIN, "gauge"),
                        Map.entry(CONNECTION, "gauge"),
                        Map.entry("toolgram_telegram_floods_total", "counter"),
                        Map.entry("toolgram_telegram_flood_retry_after_seconds", "gauge"),
                        Map.entry("toolgram_plugins", "gauge"),
                        Map.entry("toolgram_tools", "gauge"),
                        Map.entry("toolgram_build_info", "gauge"),
                        Map.entry("jvm_memory_used_bytes", "gauge"),
                        Map.entry("jvm_gc_memory_allocated_bytes_total", "counter"),
                        Map.entry("jvm_threads_live_threads", "gauge"),
                        Map.entry("jvm_classes_loaded_classes", "gauge"),
                        Map.entry("jvm_classes_unloaded_classes_total", "counter"),
                        Map.entry("process_start_time_seconds", "gauge"),
                        Map.entry("process_uptime_seconds", "gauge")));
        assertThat(text.value("jvm_memory_used_bytes", "area", "nonheap", "id", "Metaspace"))
                .isPositive();
        assertThat(text.value("process_start_time_seconds"))
                .isBetween(1.7e9, (double) Instant.now().getEpochSecond());
        for (String door : List.of("rest", "mcp")) {
            assertThat(text.value("toolgram_tool_call_duration_seconds_count", "tool", "get_me", "door", door))
                    .as(door)
                    .isGreaterThanOrEqualTo(1);
        }
        assertThat(text.value(
                        "toolgram_tool_errors_total", "tool", "get_entity", "door", "rest", "kind", "invalid_input"))
                .isGreaterThanOrEqualTo(1);
        for (String function : List.of("getMe", "sendMessage", "getChatHistory")) {
            assertThat(text.value("toolgram_telegram_request_duration_seconds_count", "function", function))
                    .as(function)
                    .isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void pluginsAndToolsAreCounted() throws Exception {
        PrometheusText text = scrape(host);

        assertThat(text.value("toolgram_plugins")).isEqualTo(12);
        assertThat(text.value("toolgram_tools"))
                .isEqualTo(host.host().registry().snapshot().tools().size());
    }

    @Test
    void floodIsCountedAndItsLengthKept() throws Exception {
        double before = scrape(host).value("toolgram_telegram_floods_total");
        JsonNode _ = host.sandbox(
                "fail", Map.of("method", "messages.sendMessage", "code", 420, "message", "FLOOD_WAIT_99", "times", 1));
        assertThat(host.post("/api/messages", Map.of("chat", "me", "text", "too much"))
                        .status())
                .isEqualTo(502);

        PrometheusText text = scrape(host);
        assertThat(text.value("toolgram_telegram_floods_total")).isEqualTo(before + 1);
        // TDLib has waited for a part of a second already.
        assertThat(text.value("toolgram_telegram_flood_retry_after_seconds")).isBetween(98.0, 99.0);
        assertThat(text.value(
                        "toolgram_tool_errors_total",
                        "tool",
                        "send_message",
                        "door",
                        "rest",
                        "kind",
                        "telegram_refused"))
                .isEqualTo(1);
    }

    @Test
    void stateGaugesShowOneStateAndFollowIt() throws Exception {
        try (SandboxHost revoked = SandboxHost.start()) {
            PrometheusText before = scrape(revoked);
            assertThat(before.value(LOGIN, "state", "ready")).isEqualTo(1);
            assertThat(before.value(CONNECTION, "state", "ready")).isEqualTo(1);
            assertThat(List.of(LOGIN, CONNECTION))
                    .allSatisfy(
                            family -> assertThat(before.series(family).values()).containsOnlyOnce(1.0));

            JsonNode _ = revoked.sandbox("log_out", Map.of());
            assertThat(revoked.get("/api/dialogs", Map.of()).status()).isEqualTo(503);

            PrometheusText after = scrape(revoked);
            assertThat(after.value(LOGIN, "state", "ready")).isZero();
            assertThat(after.series(LOGIN).values()).containsOnlyOnce(1.0);
            assertThat(after.value(
                            "toolgram_tool_errors_total", "tool", "get_dialogs", "door", "rest", "kind", "not_ready"))
                    .isEqualTo(1);
        }
    }

    @Test
    void settingOpensMetricsAndNothingElse() throws Exception {
        try (SandboxHost locked = SandboxHost.start(Map.of("TOOLGRAM_AUTH_KEY", "k"));
                SandboxHost open =
                        SandboxHost.start(Map.of("TOOLGRAM_AUTH_KEY", "k", "TOOLGRAM_METRICS_OPEN", "true"))) {
            assertThat(get(locked, "/metrics").statusCode()).isEqualTo(401);
            assertThat(get(open, "/metrics").statusCode()).isEqualTo(200);
            assertThat(get(open, "/api/me").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void openApiDescribesThem() {
        JsonNode operation = host.get("/openapi.json", Map.of()).body().at("/paths/~1metrics/get");

        assertThat(operation.at("/responses/200/content/text~1plain").isObject())
                .isTrue();
    }

    @Test
    void openApiLeavesThemOutWhenTheyAreOff() throws Exception {
        try (SandboxHost off = SandboxHost.startUnready(Map.of("TOOLGRAM_METRICS_ENABLED", "false"))) {
            assertThat(get(off, "/metrics").statusCode()).isEqualTo(404);
            assertThat(off.get("/openapi.json", Map.of()).body().path("paths").has("/metrics"))
                    .isFalse();
        }
    }

    private static HttpResponse<String> get(SandboxHost from, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(from.uri(path)).build(), BodyHandlers.ofString());
    }

    private static PrometheusText scrape(SandboxHost from) throws Exception {
        HttpResponse<String> answer = get(from, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        return PrometheusText.parse(answer.body());
    }

    /** A request is over, and counted, a moment after its caller has the answer. */
    private static PrometheusText await(SandboxHost from, Predicate<PrometheusText> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        PrometheusText text = scrape(from);
        while (!condition.test(text)) {
            assertThat(Instant.now()).isBefore(end);
            text = scrape(from);
        }
        return text;
    }
}
