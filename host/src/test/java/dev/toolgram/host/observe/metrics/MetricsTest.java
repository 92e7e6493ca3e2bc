package dev.toolgram.host.observe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.config.EventsConfig;
import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.config.Secret;
import dev.toolgram.host.events.EventDraft;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventType;
import dev.toolgram.host.http.Health;
import dev.toolgram.host.http.HttpServer;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.McpEndpoint;
import dev.toolgram.host.rest.RestEndpoints;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.ToolVisibility;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Fake tools, called through the real REST and MCP endpoints. */
class MetricsTest {

    private static final String CALLS = "toolgram_tool_calls_total";
    private static final String ERRORS = "toolgram_tool_errors_total";
    private static final String TIMES = "toolgram_tool_call_duration_seconds_count";

    private final Metrics metrics = new Metrics("1.2.3");
    private final ToolRegistry registry = new ToolRegistry();
    private final ToolDispatcher dispatcher = new ToolDispatcher(
            registry,
            Duration.ofSeconds(10),
            OptionalLong::empty,
            Path.of(System.getProperty("java.io.tmpdir")),
            metrics.calls());
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable HttpServer server;
    private String base = "";

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        dispatcher.close();
        metrics.close();
        client.close();
    }

    @Test
    void failuresAreCountedByKindAndCaller() throws Exception {
        start(null, false);
        Map<String, String> kinds = Map.of(
                "invalid", "invalid_input",
                "refused", "telegram_refused",
                "flood", "telegram_refused",
                "not_ready", "not_ready",
                "late", "timeout",
                "broken", "internal");
        for (String tool : kinds.keySet()) {
            assertThat(post("/api/" + tool, "{}").statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(mcp(tool, "{}").statusCode()).isEqualTo(200);
        }

        PrometheusText text = scrape();
        kinds.forEach((tool, kind) -> {
            for (String door : List.of("rest", "mcp")) {
                assertThat(text.value(ERRORS, "tool", tool, "door", door, "kind", kind))
                        .as(tool)
                        .isEqualTo(1);
                assertThat(text.value(CALLS, "tool", tool, "door", door)).isEqualTo(1);
                assertThat(text.value(TIMES, "tool", tool, "door", door)).isEqualTo(1);
            }
        });
        assertThat(text.series(ERRORS)).hasSize(12);
    }

    @Test
    void waysOutOfTheEventsShowHowFarTheyAreBehind(@TempDir Path folder) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T08:00:00Z"));
        EventsConfig config = new EventsConfig(EventsConfig.Mode.ON, Duration.ofDays(7), 1L << 28, false);
        try (Database database = Database.openEvents(folder, new byte[32]);
                EventLog log = new EventLog(new EventTable(database), config, now::get, Duration.ofMillis(20))) {
            metrics.watch(log);
            start(null, false);
            for (int i = 1; i <= 4; i++) {
                log.append(new EventDraft(
                        EventType.GAP, "overload:" + i, now.get(), null, false, false, StrictJson.object()));
                int appended = i;
                Awaitility.await().until(() -> log.newest() == appended);
                now.updateAndGet(time -> time.plusSeconds(60));
            }
            log.opened(new Behind("webhook", 3, 2)); // logged at 08:01
            log.opened(new Behind("webhook", 0, 0));
            log.opened(new Behind("sink", 1, 4)); // logged at 08:03
            log.failed("webhook");
            log.failed("webhook");

            PrometheusText text = scrape(); // at 08:04

            assertThat(text.value("toolgram_events_appended_total")).isEqualTo(4);
            assertThat(text.value("toolgram_events_oldest_age_seconds")).isEqualTo(240);
            Map<String, List<Integer>> expected = Map.of(
                    "webhook", List.of(2, 3, 180, 2),
                    "sink", List.of(1, 1, 60, 0));
            expected.forEach((way, values) -> assertThat(
                            Stream.of("readers", "reader_lag", "undelivered_age_seconds", "delivery_failures_total")
                                    .map(name -> (int) text.value("toolgram_events_" + name, "way", way)))
                    .as(way)
                    .isEqualTo(values));
            for (String way : List.of("poll", "stream", "websocket", "mcp")) {
                assertThat(text.value("toolgram_events_reader_lag", "way", way)).isZero();
            }
        }
    }

    private record Behind(String kind, long lag, long waiting) implements EventLog.Reader {
        @Override
        public void end() {}
    }

    @Test
    void aCallWhoseCallerHasDisconnectedIsCancelled() throws Exception {
        start(null, false);
        CountDownLatch begun = new CountDownLatch(1);
        registry.replace(ToolSnapshot.EMPTY.with(List.of(TestTools.tool(
                "slow", null, Effect.READ, "{\"type\":\"object\"}", "{\"type\":\"object\"}", (input, context) -> {
                    begun.countDown();
                    try {
                        Thread.sleep(Duration.ofHours(1));
                    } catch (InterruptedException e) {
                        // the caller has disconnected
                    }
                    return new ToolResult.Success(new byte[] {'{', '}'});
                }))));
        try (Socket socket = new Socket("127.0.0.1", URI.create(base).getPort())) {
            socket.getOutputStream()
                    .write("POST /api/tools/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        }

        PrometheusText _ = awaitRequests(text -> text.series(ERRORS).size() == 1
                && text.value(ERRORS, "tool", "slow", "door", "rest", "kind", "cancelled") == 1);
    }

    @Test
    void aSuccessIsACallAndNoError() throws Exception {
        start(null, false);
        get("/api/list");
        get("/api/list");
        mcp("list", "{}");

        PrometheusText text = scrape();
        assertThat(text.value(CALLS, "tool", "list", "door", "rest")).isEqualTo(2);
        assertThat(text.value(CALLS, "tool", "list", "door", "mcp")).isEqualTo(1);
        assertThat(text.series(ERRORS)).isEmpty();
    }

    @Test
    void whatNeverBecameACallCountsAsOneWithInvalidInput() throws Exception {
        start(null, false);
        post("/api/invalid", "{not json");
        mcp("invalid", "[1]");

        PrometheusText text = scrape();
        for (String door : List.of("rest", "mcp")) {
            assertThat(text.value(CALLS, "tool", "invalid", "door", door))
                    .as(door)
                    .isEqualTo(1);
            assertThat(text.value(ERRORS, "tool", "invalid", "door", door, "kind", "invalid_input"))
                    .isEqualTo(1);
        }
    }

    @Test
    void unknownToolNamesShareOneSeriesPerCaller() throws Exception {
        start(null, false);
        post("/api/tools/nobody", "{}");
        mcp("nobody", "{}");
        get("/nowhere");
        PrometheusText before =
                awaitRequests(text -> text.value("toolgram_http_requests_total", "door", "none", "status", "4xx") == 1);

        for (int i = 0; i < 500; i++) {
            post("/api/tools/nobody_" + i, "{}");
            mcp("nobody_" + i, "{}");
            get("/nowhere/" + i);
        }

        PrometheusText after = awaitRequests(
                text -> text.value("toolgram_http_requests_total", "door", "none", "status", "4xx") == 501);
        for (String door : List.of("rest", "mcp")) {
            assertThat(after.value(CALLS, "tool", "(unknown)", "door", door)).isEqualTo(501);
            assertThat(after.value(ERRORS, "tool", "(unknown)", "door", door, "kind", "unknown_tool"))
                    .isEqualTo(501);
        }
        for (String family : List.of(CALLS, ERRORS, TIMES)) {
            assertThat(after.series(family).keySet())
                    .isEqualTo(before.series(family).keySet());
        }
        // The scrape itself is one more.
        assertThat(after.series("toolgram_http_requests_total").keySet())
                .containsAll(before.series("toolgram_http_requests_total").keySet())
                .hasSizeLessThanOrEqualTo(
                        before.series("toolgram_http_requests_total").size() + 1);
    }

    @Test
    void pluginsCannotFillTheMemoryWithNamesEither() throws Exception {
        start(null, false);
        for (int i = 0; i < 2_000; i++) {
            metrics.calls()
                    .ended(
                            "tool_" + i,
                            Caller.REST,
                            new ToolResult.Success(new byte[] {'{', '}'}),
                            Duration.ofMillis(1));
        }

        assertThat(scrape().series(CALLS).size()).isLessThanOrEqualTo(500);
    }

    @Test
    void requestsAreCountedByModuleAndClassOfStatus() throws Exception {
        start("secret", true);
        get("/healthz");
        get("/api/list");

        PrometheusText text =
                awaitRequests(now -> now.value("toolgram_http_requests_total", "door", "none", "status", "4xx") == 1);
        assertThat(text.value("toolgram_http_requests_total", "door", "health", "status", "2xx"))
                .isEqualTo(1);
        awaitRequests(now -> now.value("toolgram_http_requests_total", "door", "metrics", "status", "2xx") > 0);
    }

    @Test
    void metricsNeedTheKeyUnlessTheyAreOpen() throws Exception {
        start("secret", false);
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/metrics/").statusCode()).isEqualTo(401);
        HttpRequest.Builder withKey = request("/metrics").header("Authorization", "Bearer secret");
        assertThat(client.send(withKey.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void openMetricsNeedNoKeyAndOpenNothingElse() throws Exception {
        start("secret", true);

        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(get("/metrics/").statusCode()).isEqualTo(200);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(401);
        assertThat(get("/api/list").statusCode()).isEqualTo(401);
        assertThat(post("/metrics", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void theDocumentSaysWhetherMetricsNeedTheKey() throws Exception {
        start("secret", true);
        assertThat(documented().path("security")).isEmpty();
        assertThat(documented().path("responses").has("401")).isFalse();
        Objects.requireNonNull(server).close();

        start("secret", false);
        assertThat(documented().has("security")).isFalse(); // as the document says for all
        assertThat(documented().path("responses").has("401")).isTrue();
    }

    @Test
    void theBuildIsNamed() throws Exception {
        start(null, false);

        assertThat(scrape().value(
                                "toolgram_build_info",
                                "version",
                                "1.2.3",
                                "java",
                                Runtime.version().toString()))
                .isEqualTo(1);
    }

    private void start(@Nullable String key, boolean open) {
        registry.replace(ToolSnapshot.EMPTY.with(TestTools.all()));
        HttpConfig options = new HttpConfig(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                Optional.ofNullable(key).map(Secret::new),
                true,
                open,
                Set.of(),
                Set.of());
        HttpServer started = new HttpServer(
                options,
                new GoodHealth(),
                metrics.requests(),
                List.of(
                        metrics.endpoint(),
                        new RestEndpoints(registry, dispatcher, "1.2.3", options::needsKey, ToolVisibility.ALL),
                        new McpEndpoint(registry, dispatcher, "1.2.3", 60_000, ToolVisibility.ALL)));
        started.start();
        server = started;
        base = "http://127.0.0.1:" + started.port();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> mcp(String tool, String arguments) throws Exception {
        return post("/mcp", """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(tool, arguments));
    }

    private JsonNode documented() throws Exception {
        HttpRequest.Builder document = request("/openapi.json").header("Authorization", "Bearer secret");
        String body = client.send(document.build(), BodyHandlers.ofString()).body();
        return TestTools.json(body).at("/paths/~1metrics/get");
    }

    private PrometheusText scrape() throws Exception {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        return PrometheusText.parse(answer.body());
    }

    /** A request is over, and counted, a moment after its caller has the answer. */
    private PrometheusText awaitRequests(Predicate<PrometheusText> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(10);
        PrometheusText text = scrape();
        while (!condition.test(text)) {
            assertThat(Instant.now()).isBefore(end);
            text = scrape();
        }
        return text;
    }

    private static final class GoodHealth implements Health {
        @Override
        public boolean authorized() {
            return true;
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }
    }
}
