package dev.toolgram.host.telegram.tdjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TDLib ends its process when it finds no way to go on, in a process of the test's own. */
class LastWordsIT {

    private static final Path LIBRARY =
            Path.of("target", "toolgram", "native", "libtdjson.so").toAbsolutePath();
    private static final int ABORTED = 128 + 6;

    @TempDir
    private Path folder;

    @Test
    void whyTdlibEndsTheProcessIsInBothLogs() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dying.class.getName(),
                        LIBRARY.toString(),
                        tdlibLog().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ABORTED);
        assertThat(Files.readString(folder.resolve("out")))
                .containsPattern("ERROR TdLibrary - TDLib ends this process: .*there is no way to go on");
        assertThat(Files.readString(tdlibLog(), StandardCharsets.UTF_8)).contains("there is no way to go on");
    }

    private Path tdlibLog() {
        return folder.resolve("tdlib.log");
    }

    /** The process. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] arguments) throws IOException {
            Path library = Path.of(arguments[0]).toRealPath();
            TdLibrary.load(library).logTo(Path.of(arguments[1]));
            String _ = new NativeTdJson(library).execute("""
                    {"@type": "addLogMessage", "verbosity_level": 0, "text": "there is no way to go on"}""");
        }
    }
}
