package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.toolgram.host.http.RawClient;
import dev.toolgram.host.table.BundledTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Every tool at every door under generated input, on a host of its own, for some of it deletes and leaves chats. The
 * seed is printed; {@code TOOLGRAM_TEST_SEED} sets another one.
 */
@Tag("soak")
class RobustnessIT {

    private static final int INPUTS = 120;
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int MAX_SHOWN = 300;

    private static final long SEED = Long.parseLong(System.getenv().getOrDefault("TOOLGRAM_TEST_SEED", "20251122"));

    private static final Pattern SUCCESS = Pattern.compile("\r\n\r\n\\{\"result\"|\"isError\":false");

    /** Undertow refuses a request line that it cannot parse without a body. */
    private static final Pattern BARE =
            Pattern.compile("HTTP/1\\.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    /** A percent sign without two digits, and characters that RFC 3986 has encoded. */
    private static final Pattern UNPARSEABLE = Pattern.compile("%(?![0-9a-fA-F]{2})|[^A-Za-z0-9%/?:@!$&'()*+,;=._~-]");

    private static SandboxHost host;
    private static final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private static final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private static final Map<String, Integer> successes = new ConcurrentHashMap<>();
    private static final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private static final AppenderBase<ILoggingEvent> errors = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                problems.add("log: " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getClassName() + ": "
                                        + event.getThrowableProxy().getMessage()));
            }
        }
    };

    /** A tool as published in REST and MCP. */
    private record Published(String name, String method, String path, JsonNode schema) {}

    /** A request; its body has a character for each byte, and its headers end their lines. */
    private record Raw(String method, String target, String headers, String body, boolean rpc) {
        Raw(String method, String target, String body, boolean rpc) {
            this(method, target, "", body, rpc);
        }
    }

    @BeforeAll
    static void start() {
        host = SandboxHost.start(Map.of("TOOLGRAM_PLUGIN_SANDBOX_CONTROL", "false"));
        errors.start();
        ((Logger) LoggerFactory.getLogger("dev.toolgram")).addAppender(errors);
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger("dev.toolgram")).detachAppender(errors);
        host.close();
    }

    @Test
    void noInputBreaksAToolOrTheHost() throws Exception {
        List<Published> tools = tools();
        assertThat(tools)
                .hasSize(BundledTools.ALL.size()
                        + 5); // get_send, throttle_status, account_health, list_events, wait_for_events
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (Published tool : tools) {
                for (String door : List.of("route", "by name", "MCP", "modern MCP")) {
                    running.add(threads.submit(() -> tryOut(tool, door)));
                }
            }
            for (Future<?> one : running) {
                Object _ = one.get();
            }
        }
        System.out.printf(
                "Robustness, seed %d: %s; successes %s; slowest answer %d ms%n",
                SEED, new TreeMap<>(counts), new TreeMap<>(successes), slowest.get());

        assertThat(problems).isEmpty();
        assertThat(slowest.get()).as("slowest answer, in ms").isLessThan(30_000);
        assertThat(successes).as("some of it reaches the tools").hasSizeGreaterThan(10);
        assertThat(counts)
                .containsKeys(
                        "done at route", "done at by name", "done at MCP", "done at modern MCP", "files", "given up");
        assertThat(host.get("/healthz", Map.of()).body().path("authorized").asBoolean())
                .isTrue();
        assertThat(host.get("/api/me", Map.of()).status()).isEqualTo(200);
        assertThat(host.mcp("get_dialogs", Map.of()).isError()).isFalse();
    }

    private static List<Published> tools() {
        JsonNode paths = host.get("/openapi.json", Map.of()).body().get("paths");
        Map<String, String[]> routes = new TreeMap<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> routes.put(
                                operation.getValue().get("operationId").asString(),
                                new String[] {operation.getKey().toUpperCase(Locale.ROOT), path.getKey()})));
        return host.post("/mcp", Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list"))
                .body()
                .at("/result/tools")
                .valueStream()
                .map(tool -> {
                    String name = tool.get("name").asString();
                    String[] route = routes.getOrDefault(name, new String[] {"POST", "/api/tools/" + name});
                    return new Published(name, route[0], route[1], tool.get("inputSchema"));
                })
                .toList();
    }

    private static void tryOut(Published tool, String door) {
        for (int i = 0; i < INPUTS; i++) {
            FuzzInput fuzz = new FuzzInput(SEED * 31 + (tool.name() + door + i).hashCode());
            Raw request = switch (door) {
                case "route" -> atRoute(tool, fuzz, i);
                case "by name" -> new Raw("POST", "/api/tools/" + tool.name(), body(tool, fuzz, i), false);
                case "MCP" -> new Raw("POST", "/mcp", rpc(tool, fuzz, i), true);
                default -> modern(tool, fuzz, i);
            };
            String headers = fuzz.chance(30) ? fuzz.header() + "\r\n" : "";
            if (fuzz.chance(3) && !request.rpc()) {
                request = new Raw(
                        fuzz.pick(List.of("PUT", "OPTIONS", "BREW", "TRACE")), request.target(), request.body(), false);
            }
            send(tool, door, request, request.headers() + headers);
        }
    }

    private static Raw atRoute(Published tool, FuzzInput fuzz, int i) {
        String path =
                tool.path().replaceAll("\\{\\w+}", Matcher.quoteReplacement(fuzz.chance(50) ? "1" : fuzz.segment()));
        if (tool.method().equals("GET")) {
            return new Raw("GET", path + "?" + fuzz.query(tool.schema()), "", false);
        }
        String query = fuzz.chance(5) ? "?" + fuzz.query(tool.schema()) : "";
        return new Raw(tool.method(), path + query, body(tool, fuzz, i), false);
    }

    private static String body(Published tool, FuzzInput fuzz, int i) {
        return asText(
                switch (i % 5) {
                    case 0 -> fuzz.spoiled(fuzz.arguments(tool.schema(), i % 5 > 2 ? 97 : 75));
                    case 1 -> fuzz.value(0).getBytes(StandardCharsets.UTF_8);
                    default ->
                        fuzz.arguments(tool.schema(), i % 5 > 2 ? 97 : 75).getBytes(StandardCharsets.UTF_8);
                });
    }

    private static String rpc(Published tool, FuzzInput fuzz, int i) {
        String id = fuzz.chance(85) ? "1" : fuzz.value(2);
        String arguments = i % 5 == 1 ? fuzz.value(1) : fuzz.arguments(tool.schema(), i % 5 > 2 ? 97 : 75);
        String params =
                fuzz.chance(4) ? fuzz.value(0) : "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool.name(), arguments);
        String method = fuzz.chance(95) ? "\"tools/call\"" : fuzz.value(2);
        String call = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":%s,\"params\":%s}".formatted(id, method, params);
        return asText(i % 5 == 0 ? fuzz.spoiled(call) : call.getBytes(StandardCharsets.UTF_8));
    }

    private static Raw modern(Published tool, FuzzInput fuzz, int i) {
        String arguments = i % 5 == 1 ? fuzz.value(1) : fuzz.arguments(tool.schema(), i % 5 > 2 ? 97 : 75);
        String method = fuzz.chance(90)
                ? "tools/call"
                : fuzz.pick(List.of("server/discover", "tools/list", "subscriptions/listen", "ping", ""));
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{\"name\":\"%s\",\"arguments\":%s,"
                .formatted(method, tool.name(), arguments);
        String rest = "\"notifications\":%s,\"_meta\":%s}}".formatted(fuzz.value(2), fuzz.envelope());
        return new Raw(
                "POST",
                "/mcp",
                fuzz.envelopeHeaders(method, tool.name()),
                asText(i % 5 == 0 ? fuzz.spoiled(call + rest) : (call + rest).getBytes(StandardCharsets.UTF_8)),
                true);
    }

    private static String asText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void send(Published tool, String door, Raw request, String headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(
                        request.method(),
                        request.target(),
                        host.host().address().getPort(),
                        headers,
                        request.body().length())
                .getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(request.body().getBytes(StandardCharsets.ISO_8859_1));
        // It may wait as long as it was told to: this client goes away before that.
        boolean waits = tool.name().equals("wait_for_events");
        long start = System.nanoTime();
        String answer;
        try {
            answer = RawClient.exchange(
                    host.host().address().getPort(), bytes.toByteArray(), waits ? 500 : PATIENCE_MILLIS);
        } catch (SocketTimeoutException e) {
            if (waits) {
                counts.merge("given up", 1, Integer::sum);
                return;
            }
            answer = e.toString();
        } catch (IOException e) {
            answer = e.toString();
        }
        slowest.accumulate(Duration.ofNanos(System.nanoTime() - start).toMillis());
        counts.merge("at " + door, 1, Integer::sum);
        if (SUCCESS.matcher(answer).find()) {
            successes.merge(tool.name(), 1, Integer::sum);
            counts.merge("done at " + door, 1, Integer::sum);
        }
        String wrong = BARE.matcher(answer).matches()
                        && UNPARSEABLE.matcher(request.target()).find()
                ? ""
                : judge(answer, request.rpc());
        if (!wrong.isEmpty()) {
            problems.add("%s: %s <- %s".formatted(wrong, shown(answer), shown(bytes.toString(StandardCharsets.UTF_8))));
        }
    }

    /** The problem of a response; empty if there is none. */
    private static String judge(String answer, boolean rpc) {
        String last = answer.startsWith("HTTP/1.1 100 ") ? answer.substring(answer.indexOf("\r\n\r\n") + 4) : answer;
        int end = last.indexOf("\r\n\r\n");
        if (end < 0 || !last.startsWith("HTTP/1.1 ")) {
            return "no answer";
        }
        int status = Integer.parseInt(last.substring(9, 12));
        counts.merge("status " + status, 1, Integer::sum);
        if (status == 202 && rpc) {
            return "";
        }
        if (rpc && last.substring(0, end).contains("text/event-stream")) {
            counts.merge("rpc stream", 1, Integer::sum);
            return last.contains("\"result\":") ? "" : "a stream without an end";
        }
        if (status == 200 && last.substring(0, end).contains("Content-Disposition: attachment")) {
            counts.merge("files", 1, Integer::sum);
            return "";
        }
        JsonNode body;
        try {
            body = SandboxHost.JSON.readTree(last.substring(end + 4));
        } catch (JacksonException e) {
            return "no JSON";
        }
        if (rpc && body.has("jsonrpc")) {
            counts.merge(body.has("error") ? "rpc error" : "rpc result", 1, Integer::sum);
            return status >= 500 || body.at("/error/code").asInt(0) == -32603 ? "internal error" : "";
        }
        return switch (status) {
            case 200 -> body.has("result") ? "" : "no result";
            case 400, 403, 404, 405, 409, 413, 414, 415, 431, 502 ->
                body.has("detail") && body.path("request_id").isString() ? "" : "no detail";
            default -> "status " + status;
        };
    }

    private static String shown(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}
