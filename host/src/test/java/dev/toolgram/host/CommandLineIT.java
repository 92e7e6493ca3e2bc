package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a person starts it. */
class CommandLineIT {

    /** Its start takes a while, and says when it has begun. */
    private static final String SLOW_PLUGIN = """
            package slow;
            import dev.toolgram.api.*;
            import java.io.IOException;
            import java.nio.file.*;
            import java.util.List;
            @org.pf4j.Extension
            public class SlowTools implements ToolProvider {
                public List<Tool<?, ?>> tools(PluginContext context) {
                    try {
                        Files.createFile(Path.of("BEGUN"));
                        Thread.sleep(3_000);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return List.of();
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aSignalDuringTheStartEndsItCleanly() throws Exception {
        Path begun = folder.resolve("begun");
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        JarBuilder.plugin("slow", "slow.SlowTools", SLOW_PLUGIN.replace("BEGUN", begun.toString()))
                .writeTo(plugins.resolve("slow.jar"));
        Process demo = toolgram(
                Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0", "TOOLGRAM_PLUGINS_DIR", plugins.toString()),
                "demo");
        try (BufferedReader out = demo.inputReader(StandardCharsets.UTF_8)) {
            await(() -> Files.exists(begun));

            assertThat(demo.toHandle().destroy()).isTrue(); // which leaves its output to be read

            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isZero();
            assertThat(out.readLine()).as("what it says").isNull();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(folder.resolve("data").resolve("sandbox")).isEmptyDirectory();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(condition::getAsBoolean);
    }

    @Test
    void demoSaysWhereItIsAndEndsCleanly() throws Exception {
        Process demo = toolgram(Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0"), "demo");
        try (BufferedReader out = demo.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            String curl = out.readLine();
            String stream = out.readLine();
            String mcp = out.readLine();
            assertThat(ready).matches("Toolgram is ready: http://127\\.0\\.0\\.1:\\d+ \\(sandbox\\)");
            String address = ready.split(" ")[3];
            assertThat(mcp).isEqualTo(address + "/mcp");

            Process sent = new ProcessBuilder("sh", "-c", curl).start();
            assertThat(new String(sent.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("{\"result\":{\"id\":")
                    .contains("\"text\":\"Hello from Toolgram\"");
            assertThat(get(address + "/api/messages?chat=me&limit=1")).contains("Hello from Toolgram");

            Process watching = new ProcessBuilder("sh", "-c", "exec " + stream).start();
            try (BufferedReader events = watching.inputReader(StandardCharsets.UTF_8)) {
                assertThat(events.readLine()).startsWith(": events behind");
                Process asked = new ProcessBuilder(
                                "sh",
                                "-c",
                                curl.replace("\"me\"", "\"@echo_bot\"").replace("Hello from Toolgram", "Anybody?"))
                        .start();
                assertThat(asked.waitFor()).isZero();
                assertThat(awaitMessage(events)).contains("\"type\":\"message.sent\"", "\"text\":\"Anybody?\"");
                assertThat(awaitMessage(events))
                        .contains("\"type\":\"message.new\"", "\"text\":\"Anybody?\"", "echo_bot");
            } finally {
                watching.destroy();
            }

            demo.destroy();
            assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isZero();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(folder.resolve("data").resolve("sandbox")).isEmptyDirectory();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    }

    private static String awaitMessage(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.matches(".*\"type\":\"message.(new|sent)\".*")) {
            line = events.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void healthIsTheHostsWhileItRuns() throws Exception {
        try (SandboxHost host = SandboxHost.start(Map.of("TOOLGRAM_AUTH_KEY", "open-sesame"))) {
            int port = host.host().address().getPort();

            Process health = toolgram(Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "0.0.0.0:" + port), "health");

            assertThat(new String(health.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"status\":\"ok\",\"authorized\":true}\n");
            assertThat(health.waitFor()).isZero();
        }
    }

    @Test
    void healthFailsWhereNothingAnswers() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }

        Process nobody = toolgram(Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:" + port), "health");

        assertThat(nobody.waitFor()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err")))
                .isEqualTo("toolgram: nothing answers at http://127.0.0.1:%d/healthz: Connection refused\n"
                        .formatted(port));
    }

    @Test
    void logHoldsNoSecretAtTheLoudestLevel() throws Exception {
        Process demo = toolgram(
                Map.of(
                        "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0",
                        "TOOLGRAM_LOG_LEVEL", "DEBUG",
                        "TELETHON_AUTH_KEY", "open-sesame"),
                "demo");
        assertThat(demo.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("Toolgram is ready");
        demo.destroy();
        assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(folder.resolve("err")))
                .contains("DEBUG", "TELETHON_AUTH_KEY")
                .doesNotContain("open-sesame", "15550001", "12345", "0123456789abcdef");
    }

    @Test
    void whatAKilledRunLeftBehindIsRemovedByTheNext() throws Exception {
        Process killed = toolgram(Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0"), "demo");
        assertThat(killed.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("Toolgram is ready");
        killed.destroyForcibly().waitFor();
        assertThat(folder.resolve("scratch")).isNotEmptyDirectory();
        assertThat(folder.resolve("data").resolve("sandbox")).isNotEmptyDirectory();

        Process next = toolgram(Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0"), "demo");
        assertThat(next.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("Toolgram is ready");
        next.destroy();

        assertThat(next.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
        assertThat(folder.resolve("data").resolve("sandbox")).isEmptyDirectory();
    }

    @Test
    void portInUseIsReported() throws Exception {
        try (SandboxHost other = SandboxHost.start()) {
            int port = other.host().address().getPort();

            Process second = toolgram(Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:" + port), "demo");

            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("err")))
                    .isEqualTo("toolgram: Cannot listen on 127.0.0.1:%d: address already in use; set".formatted(port)
                            + " TOOLGRAM_HTTP_LISTEN_ADDRESS\n");
        }
    }

    @Test
    void wrongSettingsAreReportedTogether() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Process serve = toolgram(
                Map.of(
                        "TOOLGRAM_LOG_LEVEL", "LOUD",
                        "TOOLGRAM_DATA_DIR", file.resolve("data").toString(),
                        "TOOLGRAM_DOWNLOAD_DIR", file.toString(),
                        "TOOLGRAM_PLUGINS_DIR", folder.resolve("nowhere").toString(),
                        "TOOLGRAM_TDLIB_PATH", file.toString()),
                "serve");

        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err")))
                .contains("TOOLGRAM_API_ID is required")
                .contains("TOOLGRAM_API_HASH is required")
                .contains("TOOLGRAM_SESSION is required")
                .contains("TOOLGRAM_LOG_LEVEL must be one of")
                .contains("TOOLGRAM_DATA_DIR must be a folder to write to: " + file + "/data cannot be created")
                .contains("TOOLGRAM_DOWNLOAD_DIR must be a folder to write to: " + file + " cannot be created")
                .contains("TOOLGRAM_PLUGINS_DIR must be a folder with plugins: " + folder.resolve("nowhere")
                        + " does not exist")
                .contains("TOOLGRAM_TDLIB_PATH must be a libtdjson: " + file + " cannot be loaded");
        assertThat(Files.readAllLines(folder.resolve("err")))
                .hasSize(9)
                .first()
                .isEqualTo("toolgram: these settings are missing or wrong:");
    }

    @Test
    void mistypedSettingsOfLoadedPluginsAreReportedTogether() throws Exception {
        Process serve = toolgram(
                Map.of(
                        "TOOLGRAM_TELEGRAM", "sandbox",
                        "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0",
                        "TOOLGRAM_LOG_LEVEL", "ERROR",
                        "TOOLGRAM_PLUGIN_FILES_ALOW_HTTP_FILES", "true",
                        "TOOLGRAM_PLUGIN_CHATS_SIZE", "7",
                        "TOOLGRAM_PLUGIN_NOT_LOADED_SIZE", "7"),
                "serve");

        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err"))).isEqualTo("""
                toolgram: these settings are missing or wrong:
                  TOOLGRAM_PLUGIN_CHATS_SIZE is not a setting of plugin chats, which has none
                  TOOLGRAM_PLUGIN_FILES_ALOW_HTTP_FILES is not a setting of plugin files; did you mean \
                TOOLGRAM_PLUGIN_FILES_ALLOW_HTTP_FILES?
                """);
    }

    @Test
    void unknownNetworkIsReported() throws Exception {
        Process serve = toolgram(Map.of("TOOLGRAM_TELEGRAM", "moon"), "serve");

        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err")))
                .isEqualTo("toolgram: these settings are missing or wrong:\n"
                        + "  TOOLGRAM_TELEGRAM is 'moon', but no plugin brings it; there are: live, sandbox\n");
    }

    /** The network opens after {@code /healthz} answers, so only the end of the process can tell a supervisor. */
    @Test
    void startThatFailsWithAnErrorEndsTheProcess() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        JarBuilder.plugin("doomed", "doomed.DoomedNetwork", """
                package doomed;
                import dev.toolgram.api.TelegramNetwork;
                import java.nio.file.Path;
                @org.pf4j.Extension
                public class DoomedNetwork implements TelegramNetwork {
                    public String name() { return "doomed"; }
                    public Connection open(Path directory) { throw new OutOfMemoryError("no room for the library"); }
                }
                """).writeTo(plugins.resolve("doomed.jar"));
        Process serve = toolgram(
                Map.of(
                        "TOOLGRAM_TELEGRAM", "doomed",
                        "TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0",
                        "TOOLGRAM_PLUGINS_DIR", plugins.toString()),
                "serve");

        assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .last()
                .isEqualTo("toolgram: Cannot start: java.lang.OutOfMemoryError: no room for the library");
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void versionIsPrinted() throws Exception {
        assertThat(output(toolgram(Map.of(), "version"))).startsWith("toolgram 0.");
        assertThat(output(toolgram(Map.of(), "--version"))).startsWith("toolgram 0.");
    }

    @Test
    void helpListsTheCommandsAndTheExitCodes() throws Exception {
        assertThat(output(toolgram(Map.of(), "help")))
                .isEqualTo(output(toolgram(Map.of(), "--help")))
                .contains("serve ", "demo ", "login ", "plugins ", "health ", "version ", "help ")
                .contains("  0   success", "  3   another process serves the session");
    }

    @Test
    void everyCommandHasItsHelp() throws Exception {
        for (String command : List.of("serve", "demo", "login", "plugins", "health", "version")) {
            assertThat(output(toolgram(Map.of(), command, "--help"))).startsWith("Usage: toolgram " + command);
        }
        assertThat(output(toolgram(Map.of(), "login", "--help"))).contains("--env-file=FILE");
        assertThat(output(toolgram(Map.of(), "help", "plugins"))).contains("--json");
    }

    @Test
    void unknownWordsAreNamedWithExitCodeTwo() throws Exception {
        assertThat(refusal("dance")).isEqualTo("toolgram: unknown command or option 'dance'. Try 'toolgram help'.\n");
        assertThat(refusal("demo", "now"))
                .isEqualTo("toolgram: unknown command or option 'now'. Try 'toolgram help'.\n");
        assertThat(refusal("plugins", "--yaml"))
                .isEqualTo("toolgram: unknown command or option '--yaml'. Try 'toolgram help'.\n");
        assertThat(refusal("login", "--env-file")).startsWith("toolgram: ").contains("--env-file");
    }

    private String refusal(String... words) throws Exception {
        assertThat(toolgram(Map.of(), words).waitFor())
                .as(String.join(" ", words))
                .isEqualTo(2);
        return Files.readString(folder.resolve("err"));
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private Process toolgram(Map<String, String> environment, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                SandboxHost.DISTRIBUTION.resolve("bin/toolgram").toString()),
                        Stream.of(words))
                .toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOOLGRAM_") || name.startsWith("TELETHON_"));
        builder.environment().put("TOOLGRAM_DATA_DIR", folder.resolve("data").toString());
        builder.environment()
                .put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
        builder.environment().putAll(environment);
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    private static String get(String uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
