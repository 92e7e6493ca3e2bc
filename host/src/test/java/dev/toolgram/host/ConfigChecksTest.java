package dev.toolgram.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigChecksTest {

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void begin() {
        settings.put("TOOLGRAM_TELEGRAM", "sandbox");
        settings.put("TOOLGRAM_DATA_DIR", folder.resolve("data").toString());
        settings.put("TOOLGRAM_DOWNLOAD_DIR", folder.resolve("scratch").toString());
    }

    @Test
    void whatWorksIsNoProblem() throws Exception {
        settings.put("TOOLGRAM_PLUGINS_DIR", folder.toString());

        assertThat(problems()).isEmpty();
        assertThat(ConfigChecks.ofHost(config())).isEmpty();
    }

    @Test
    void aFolderBelowAFileCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        settings.put("TOOLGRAM_DATA_DIR", file.resolve("a").resolve("b").toString());
        settings.put("TOOLGRAM_DOWNLOAD_DIR", file.toString());

        assertThat(problems())
                .containsExactly(
                        "TOOLGRAM_DATA_DIR must be a folder to write to: " + file
                                + "/a/b cannot be created (Not a directory)",
                        "TOOLGRAM_DOWNLOAD_DIR must be a folder to write to: " + file + " cannot be created (" + file
                                + " is not a folder)");
    }

    @Test
    void unwritableFolderIsReported() throws Exception {
        settings.put("TOOLGRAM_DATA_DIR", "/proc/toolgram");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("TOOLGRAM_DATA_DIR must be a folder to write to: /proc/toolgram cannot be created (");
    }

    @Test
    void aPluginsFolderThatIsSetMustBeThere() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        settings.put("TOOLGRAM_PLUGINS_DIR", file.toString());
        assertThat(problems())
                .containsExactly("TOOLGRAM_PLUGINS_DIR must be a folder with plugins: " + file
                        + " is not a folder, or cannot be read");

        settings.put("TOOLGRAM_PLUGINS_DIR", folder.resolve("nowhere").toString());
        assertThat(problems())
                .containsExactly("TOOLGRAM_PLUGINS_DIR must be a folder with plugins: " + folder.resolve("nowhere")
                        + " does not exist");
    }

    @Test
    void aLibraryMustBeTdlib() throws Exception {
        settings.put("TOOLGRAM_TDLIB_PATH", folder.resolve("nowhere.so").toString());
        assertThat(problems())
                .containsExactly(
                        "TOOLGRAM_TDLIB_PATH must be a libtdjson: " + folder.resolve("nowhere.so") + " does not exist");

        settings.put("TOOLGRAM_TDLIB_PATH", folder.toString());
        assertThat(problems()).containsExactly("TOOLGRAM_TDLIB_PATH must be a libtdjson: " + folder + " is not a file");

        Path text = Files.writeString(folder.resolve("text.so"), "no library");
        settings.put("TOOLGRAM_TDLIB_PATH", text.toString());
        assertThat(problems())
                .containsExactly("TOOLGRAM_TDLIB_PATH must be a libtdjson: " + text + " cannot be loaded: it is not"
                        + " a library for this machine, or a library that it needs is missing");

        Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        settings.put("TOOLGRAM_TDLIB_PATH", other.toString());
        assertThat(problems())
                .containsExactly("TOOLGRAM_TDLIB_PATH must be a libtdjson: " + other.toRealPath()
                        + " is not TDLib: it has no function td_create_client_id");
    }

    @Test
    void aSignInKeepsNothingAndNeedsNoFolders() throws Exception {
        settings.put("TOOLGRAM_DATA_DIR", "/proc/toolgram");

        assertThat(ConfigChecks.ofSignIn(config())).isEmpty();
    }

    private List<String> problems() throws ConfigException {
        return ConfigChecks.ofHost(config());
    }

    private Config config() throws ConfigException {
        return Config.read(settings, "test", config -> List.of());
    }
}
