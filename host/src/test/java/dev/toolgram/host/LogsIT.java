package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log of the distribution in text and JSON, with a plugin that logs its input. */
class LogsIT {

    private static final String TALKER = """
            package talker;
            import dev.toolgram.api.*;
            import java.util.List;
            import org.slf4j.*;
            @org.pf4j.Extension
            public class TalkerPlugin implements ToolProvider {
                public List<Tool<?, ?>> tools(PluginContext context) { return List.of(new Talk()); }
                record Input(String words, boolean fail) {}
                record Output(boolean ok) {}
                static class Talk implements Tool<Input, Output> {
                    static final Logger log = LoggerFactory.getLogger(Talk.class);
                    public ToolDefinition<Input, Output> definition() {
                        return ToolDefinition.named("talk").title("t").description("d").input(Input.class)
                                .output(Output.class).effect(Effect.READ).build();
                    }
                    public Output call(Input input, ToolContext context) {
                        log.info("Told to say {}", input.words());
                        log.debug("This is too much");
                        if (input.fail()) {
                            throw new IllegalStateException(input.words());
                        }
                        return new Output(true);
                    }
                }
            }
            """;

    private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  access [x] - GET /forged 200";

    private static final Pattern TEXT = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) (INFO |WARN |ERROR) [\\w$]+"
                    + "( \\[[\\w.:-]+])? - .*");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private @Nullable Process host;
    private String address = "";

    @BeforeEach
    void writePlugin() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        JarBuilder.plugin("talker", "talker.TalkerPlugin", TALKER).writeTo(plugins.resolve("talker.jar"));
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.destroyForcibly();
        }
        client.close();
    }

    @Test
    void everyLineOfAJsonLogIsAnObjectWithTheIdThatTheCallerGot() throws Exception {
        start("json");
        String quiet = id(talk("hello", false));
        String failed = id(talk("no\n" + FORGED, true));
        String listed = id(get("/api/messages?chat=me&search=private-word"));
        List<JsonNode> lines = linesOnceThereIs("/api/messages", listed).stream()
                .map(SandboxHost.JSON::readTree)
                .toList();
        end();

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.propertyNames()).startsWith("timestamp", "level", "logger", "message");
            assertThat(Instant.parse(line.path("timestamp").asString())).isAfter(Instant.EPOCH);
        });
        assertThat(of(lines, quiet))
                .extracting(LogsIT::summary)
                .containsExactly("INFO talker.TalkerPlugin$Talk Told to say hello", "INFO access 200");
        assertThat(of(lines, failed))
                .extracting(LogsIT::summary)
                .containsExactly(
                        "INFO talker.TalkerPlugin$Talk Told to say no\n" + FORGED,
                        "ERROR dev.toolgram.host.tool.RunningCall Uncaught exception in tool talk of plugin talker"
                                + " 1.0.0 at talker.TalkerPlugin$Talk.call(TalkerPlugin.java:20): IllegalStateException: no "
                                + FORGED,
                        "INFO access 500");
        assertThat(of(lines, failed).get(1).path("exception").asString())
                .startsWith("java.lang.IllegalStateException: no\n" + FORGED)
                .contains("talker.TalkerPlugin$Talk.call(");
        JsonNode access = of(lines, listed).getLast();
        assertThat(access.propertyNames())
                .containsExactly(
                        "timestamp",
                        "level",
                        "logger",
                        "message",
                        "request_id",
                        "method",
                        "path",
                        "status",
                        "duration_ms",
                        "bytes",
                        "door");
        assertThat(access.path("path").asString()).isEqualTo("/api/messages");
        assertThat(access.path("status").isInt()).isTrue();
        assertThat(log()).doesNotContain("private-word", "open-sesame");
    }

    @Test
    void textLogHasOneLinePerEventAndLinesCannotBeForged() throws Exception {
        start("text");
        String failed = id(talk("no\n" + FORGED, true));
        String listed = id(get("/api/messages?chat=me&search=private-word"));
        List<String> lines = linesOnceThereIs("/api/messages", listed).stream()
                .filter(line ->
                        !line.matches("(Toolgram is ready|curl -sN?|http).*")) // for the person who started the demo
                .toList();
        end();

        assertThat(lines).allSatisfy(line -> assertThat(line).matches(TEXT));
        assertThat(lines).noneMatch(line -> line.startsWith("2026-01-01"));
        assertThat(lines.stream().filter(line -> line.contains("[" + failed + "]")))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).endsWith(" Told to say no\\n" + FORGED));
        assertThat(log()).doesNotContain("private-word", "open-sesame");
    }

    private void start(String format) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                SandboxHost.DISTRIBUTION.resolve("bin/toolgram").toString(), "demo");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        environment.putAll(new HashMap<>(Map.of(
                "TOOLGRAM_DATA_DIR",
                folder.resolve("data").toString(),
                "TOOLGRAM_DOWNLOAD_DIR",
                folder.resolve("scratch").toString(),
                "TOOLGRAM_PLUGINS_DIR",
                folder.resolve("plugins").toString(),
                "TOOLGRAM_HTTP_LISTEN_ADDRESS",
                "127.0.0.1:0",
                "TOOLGRAM_AUTH_KEY",
                "open-sesame",
                "TOOLGRAM_LOG_LEVEL",
                "INFO",
                "TOOLGRAM_LOG_FORMAT",
                format)));
        // As one stream, which is what a container's log is.
        host = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Matcher ready = Pattern.compile("Toolgram is ready: (http://[0-9.:]+)").matcher("");
        await(() -> ready.reset(log()).find());
        address = ready.group(1);
    }

    private void end() throws InterruptedException {
        Process ending = Objects.requireNonNull(host);
        ending.destroy();
        assertThat(ending.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The complete lines so far, once the access log contains a request. */
    private List<String> linesOnceThereIs(String path, String id) throws InterruptedException {
        Predicate<String> wanted = line -> line.contains(path) && line.contains(id) && line.contains("access");
        await(() -> log().lines().anyMatch(wanted));
        String log = log();
        return log.substring(0, log.lastIndexOf('\n')).lines().toList();
    }

    private HttpResponse<String> talk(String words, boolean fail) throws Exception {
        String body = SandboxHost.JSON.writeValueAsString(Map.of("words", words, "fail", fail));
        return send(
                HttpRequest.newBuilder(URI.create(address + "/api/tools/talk")).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String target) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + target)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.header("Authorization", "Bearer open-sesame").build(), BodyHandlers.ofString());
    }

    private static String id(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    private static List<JsonNode> of(List<JsonNode> lines, String id) {
        return lines.stream()
                .filter(line -> line.path("request_id").asString("").equals(id))
                .toList();
    }

    private static String summary(JsonNode line) {
        String logger = line.path("logger").asString();
        return line.path("level").asString() + " " + logger + " "
                + (logger.equals("access") ? line.path("status") : line.path("message")).asString();
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(40))
                .until(condition::getAsBoolean);
    }
}
