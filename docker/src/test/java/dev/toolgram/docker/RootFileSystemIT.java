package dev.toolgram.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the image without a container engine: its root file system in separate namespaces. */
class RootFileSystemIT {

    private static final long MEGABYTE = 1_000_000;

    @TempDir
    private Path folder;

    private RootFileSystem image;

    @BeforeEach
    void make() throws IOException, InterruptedException {
        image = RootFileSystem.make();
    }

    @Test
    void isSmallerThan200MegabytesAndHasNoShell() throws IOException {
        try (Stream<Path> files = Files.walk(image.root())) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(200 * MEGABYTE);
        }
        assertThat(image.root().resolve("bin/sh")).doesNotExist();
    }

    @Test
    void wordsOfTheCommandLineAreItsArguments() throws Exception {
        try (Started version = image.start(folder, Map.of(), "version")) {
            assertThat(version.output()).startsWith("toolgram 0.");
            assertThat(version.exitCode()).isZero();
        }
        try (Started serve = image.start(folder, Map.of(), "serve")) {
            assertThat(serve.exitCode()).isEqualTo(2);
            assertThat(serve.log()).contains("TOOLGRAM_SESSION is required");
        }
        try (Started login = image.start(folder, Map.of(), "login")) {
            assertThat(login.exitCode()).isEqualTo(2);
            assertThat(login.log()).contains("docker run --rm -it");
        }
    }

    @Test
    void pluginsOfTheVolumeAreListedWithTheBundledOnes() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        Files.writeString(folder.resolve("plugins/broken.jar"), "no jar");
        try (Started plugins = image.start(folder, Map.of(), "plugins")) {
            assertThat(plugins.output()).contains("send_message", "broken.jar");
            assertThat(plugins.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void runsAsProcessOneOfAUserWithoutRightsAndEndsWithZeroWhenAsked() throws Exception {
        try (Started demo = image.start(folder, onAFreePort(), "demo")) {
            demo.awaitReady();
            Path process = Path.of("/proc", Long.toString(demo.toolgram().pid()));

            assertThat(Files.readAllLines(process.resolve("status")))
                    .anyMatch(line -> line.matches("NSpid:.*\\s1"))
                    .contains(
                            "Uid:\t65532\t65532\t65532\t65532",
                            "Gid:\t65532\t65532\t65532\t65532",
                            "CapEff:\t0000000000000000",
                            "NoNewPrivs:\t1");

            assertThat(demo.terminate()).isZero();
            assertThat(demo.log()).isEmpty();
        }
        assertThat(folder.resolve("data/sandbox")).isEmptyDirectory();
    }

    @Test
    void writesNowhereButToItsVolumeAndTmp() throws Exception {
        try (Started demo = image.start(folder, onAFreePort(), "demo")) {
            demo.awaitReady();
            Path root = Path.of("/proc", Long.toString(demo.toolgram().pid()), "root");

            for (String place : List.of("", "opt/toolgram", "home/nonroot", "plugins")) {
                assertThatThrownBy(() -> Files.writeString(root.resolve(place).resolve("file"), "x"))
                        .as("/" + place)
                        .hasMessageContaining("Read-only file system");
            }
            assertThat(root.resolve("data/sandbox")).isNotEmptyDirectory();
            assertThat(root.resolve("tmp/toolgram")).isNotEmptyDirectory();
        }
    }

    @Test
    void healthIsAskedWithoutCurl() throws Exception {
        Map<String, String> settings = Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:" + TrialRun.freePort());
        Path another = Files.createDirectory(folder.resolve("another"));
        try (Started before = image.start(another, settings, "health")) {
            assertThat(before.exitCode()).isEqualTo(1);
        }
        try (Started demo = image.start(folder, settings, "demo")) {
            demo.awaitReady();
            try (Started health = image.start(another, settings, "health")) {
                assertThat(health.output()).isEqualTo("{\"status\":\"ok\",\"authorized\":true}\n");
                assertThat(health.exitCode()).isZero();
            }
        }
    }

    @Test
    void blankSettingsDoNotUndoTheImagesFolders() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        Files.writeString(folder.resolve("plugins/broken.jar"), "no jar");
        Map<String, String> settings = new HashMap<>(onAFreePort());
        settings.put("TOOLGRAM_DATA_DIR", "");
        settings.put("TOOLGRAM_PLUGINS_DIR", "");
        try (Started demo = image.start(folder, settings, "demo")) {
            demo.awaitReady();

            assertThat(folder.resolve("data/sandbox")).isNotEmptyDirectory();
            assertThat(demo.log()).contains("broken.jar");
        }
    }

    @Test
    void filesKeepTheirNamesInOtherScripts() throws Exception {
        Map<String, String> settings = new HashMap<>(onAFreePort());
        settings.put("TOOLGRAM_ALLOW_HTTP_FILES", "true");
        settings.put("TOOLGRAM_FILE_URL_ALLOW", "127.0.0.1");
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Started demo = image.start(folder, settings, "demo")) {
            Toolgram toolgram = new Toolgram(demo.awaitReady(), "none", "me", "", Duration.ZERO);
            String scratch = "/proc/" + demo.toolgram().pid() + "/root/tmp/toolgram";
            web.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write('1');
                exchange.getResponseBody().flush();
                // The second half is only sent when the file exists under its name.
                awaitFile(scratch, "Ωμέγα.txt");
                exchange.getResponseBody().write('2');
                exchange.close();
            });
            web.start();
            String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/%CE%A9%CE%BC%CE%AD%CE%B3%CE%B1.txt";

            var sent = toolgram.send("POST", "/api/files", Map.of("chat", "me", "file_url", url));

            assertThat(sent.result().get("media_type").asString()).isEqualTo("MessageMediaDocument");
        } finally {
            web.stop(0);
        }
    }

    /** Uses find, which prints the stored names regardless of this process's locale. */
    private static void awaitFile(String folder, String name) {
        Awaitility.await("file " + name).atMost(Duration.ofSeconds(20)).until(() -> {
            Process find = new ProcessBuilder("find", folder, "-type", "f").start();
            return new String(find.getInputStream().readAllBytes(), UTF_8).contains("/" + name);
        });
    }

    private static Map<String, String> onAFreePort() {
        return Map.of("TOOLGRAM_HTTP_LISTEN_ADDRESS", "127.0.0.1:0");
    }
}
