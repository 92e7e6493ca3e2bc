package dev.toolgram.host.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The end of a process that TDLib is in, as a process of the test's own. */
class FatalErrorIT {

    private static final Path LIBRARY = Path.of("../docker/target/toolgram/native/libtdjson.so")
            .toAbsolutePath()
            .normalize();
    private static final int ABORTED = 128 + 6;
    private static final int OWN_CODE = 7;

    @TempDir
    private Path folder;

    @Test
    void whyTdlibEndsTheProcessIsInBothLogs() throws Exception {
        assertThat(exitCode(Dying.class)).isEqualTo(ABORTED);

        assertThat(Files.readString(out()))
                .containsPattern("ERROR TdLibrary - TDLib aborts this process: .*there is no way to go on");
        assertThat(Files.readString(folder.resolve("tdlib.log"))).contains("there is no way to go on");
    }

    /** More than once: what it must not come to depends on who is faster. */
    @RepeatedTest(3)
    void aProcessThatIsLeftWhileClientsAreOpenEndsWithItsOwnCode() throws Exception {
        assertThat(exitCode(Leaving.class)).as(Files.readString(out())).isEqualTo(OWN_CODE);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private int exitCode(Class<?> program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        LIBRARY.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(out().toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Has TDLib meet what it has no way out of. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] arguments) throws IOException {
            Path library = Path.of(arguments[0]).toRealPath();
            TdLibrary.load(library).logTo(Path.of(arguments[1], "tdlib.log"));
            String _ = new NativeTdJson(library).execute("""
                {"@type": "addLogMessage", "verbosity_level": 0, "text": "there is no way to go on"}\
                """);
        }
    }

    /** Ends in the middle of everything, as a process does that has waited long enough. */
    static final class Leaving {
        private Leaving() {}

        public static void main(String[] arguments) throws InterruptedException {
            TdLibrary library = TdLibrary.load(Path.of(arguments[0]));
            CountDownLatch open = new CountDownLatch(8);
            List<TdClient> clients = new ArrayList<>();
            while (clients.size() < open.getCount()) {
                CountDownLatch ready = new CountDownLatch(1);
                clients.add(library.open(message -> {
                    if (message.tree().toString().contains("authorizationStateWaitPhoneNumber")
                            && ready.getCount() > 0) {
                        ready.countDown();
                        open.countDown();
                    }
                }));
            }
            for (int i = 0; i < clients.size(); i++) {
                String database = Path.of(arguments[1], "database-" + i).toString();
                clients.get(i)
                        .send(text(function("setTdlibParameters")
                                .put("database_directory", database)
                                .put("use_message_database", true)
                                .put("api_id", 1)
                                .put("api_hash", "none")
                                .put("system_language_code", "en")
                                .put("device_model", "test")
                                .put("application_version", "1")));
            }
            open.await();
            clients.forEach(client -> client.send(text(function("close"))));
            Runtime.getRuntime().halt(OWN_CODE); // as an exit, without the hooks
        }

        private static byte[] text(ObjectNode function) {
            return function.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static ObjectNode function(String name) {
            return JsonNodeFactory.instance.objectNode().put("@type", name);
        }
    }
}
