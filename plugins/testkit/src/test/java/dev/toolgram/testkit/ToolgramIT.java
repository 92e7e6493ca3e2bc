package dev.toolgram.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the kit with the real host. */
class ToolgramIT {

    private static final long BOB = 1002;

    @TempDir
    private Path folder;

    @Test
    void restMcpAndSandboxWorkAndCloseStopsTheHost() throws IOException {
        URI address;
        try (Toolgram host = Toolgram.setup().start()) {
            address = host.address();
            host.sandbox("receive", Map.of("chat_id", BOB, "text", "Are you there?"));

            Map<String, Object> newest = Map.of("chat", "@bob_stone", "limit", 1);
            Toolgram.eventually(() -> assertThat(host.rest("get_messages", newest)
                            .value()
                            .path(0)
                            .path("text")
                            .asString())
                    .isEqualTo("Are you there?"));
            assertThat(host.mcp("get_messages", newest).value())
                    .isEqualTo(host.rest("get_messages", newest).value());

            assertThatThrownBy(() -> host.rest("get_messages", Map.of("chat", "me", "limit", 0)))
                    .isInstanceOf(ToolFailedException.class)
                    .hasMessageStartingWith("limit: ");
            assertThatThrownBy(() -> host.mcp("get_messages", Map.of("chat", "me", "limit", 0)))
                    .hasMessageStartingWith("limit: ");
            assertThat(host.log()).contains("Loaded plugin messages", "Toolgram is ready");
        }
        assertThat(answers(address)).isFalse();
    }

    @Test
    void rejectedPluginFailsStartWithReason() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "not a jar");

        assertThatThrownBy(() -> Toolgram.withPlugin(broken))
                .isInstanceOf(HostStartException.class)
                .hasMessageStartingWith("The host rejected broken.jar: it is not a readable jar")
                .hasMessageContaining("The host's log:");
    }

    @Test
    void startFailureIsReportedWithReason() {
        assertThatThrownBy(() -> Toolgram.setup()
                        .environment("TOOLGRAM_LOG_LEVEL", "LOUD")
                        .start())
                .isInstanceOf(HostStartException.class)
                .hasMessageContaining("TOOLGRAM_LOG_LEVEL must be one of");
    }

    @Test
    void missingPluginJarIsReported() {
        assertThatThrownBy(() -> Toolgram.withPlugin(folder.resolve("later.jar")))
                .isInstanceOf(HostStartException.class)
                .hasMessageContaining("later.jar")
                .hasMessageContaining("package the plugin first");
    }

    /** A killed test does not close its host. */
    @Test
    void hostExitsWithTestProcess() throws Exception {
        Process test = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtoolgram.home=" + System.getProperty("toolgram.home"),
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + "target/test-classes",
                        HangingTest.class.getName())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader out = test.inputReader()) {
            String line = out.readLine();
            assertThat(line).as(Files.readString(folder.resolve("err"))).isNotNull();
            URI address = URI.create(line);
            assertThat(answers(address)).isTrue();

            test.destroyForcibly();

            assertThat(test.waitFor(20, TimeUnit.SECONDS)).isTrue();
            Toolgram.eventually(() -> assertThat(answers(address)).isFalse());
        } finally {
            test.destroyForcibly();
        }
    }

    /** Starts a host and hangs. */
    static final class HangingTest {
        private HangingTest() {}

        public static void main(String[] arguments) throws InterruptedException {
            Toolgram host = Toolgram.setup().start();
            System.out.println(host.address());
            Thread.currentThread().join();
        }
    }

    private static boolean answers(URI address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
