package dev.toolgram.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.schema.DefaultValue;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PluginVariablesTest {

    @TempDir
    private Path folder;

    record OfFiles(
            @DefaultValue("false") boolean allowHttpFiles,
            @Nullable String fileUrlAllow) {}

    record Sizes(
            @DefaultValue("1") int maxSize,
            @DefaultValue("1") int minAge) {}

    private final PluginSettings files = new PluginSettings("files", List.of(OfFiles.class));
    private final PluginSettings sizes = new PluginSettings("a.b-c", List.of(Sizes.class));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOOLGRAM_ALLOW_HTTP_FILES",
                "TELETHON_ALLOW_HTTP_FILES",
                "TOOLGRAM_PLUGIN_FILES_ALLOW_HTTP_FILES"
            })
    void settingsOfTheContractAreReadAndReportedUnderEachOfTheirNames(String name) {
        assertThat(files.read(new PluginVariables(Map.of(name, "true"))))
                .containsEntry(OfFiles.class, new OfFiles(true, null));
        assertThatThrownBy(() -> files.read(new PluginVariables(Map.of(name, "perhaps"))))
                .hasMessage("its settings are missing or wrong: " + name + " must be true or false");
    }

    @Test
    void settingsOfTheContractAreDocumentedUnderItsNames() {
        assertThat(files.settings())
                .extracting(Setting::variable)
                .containsExactly("TOOLGRAM_ALLOW_HTTP_FILES", "TOOLGRAM_FILE_URL_ALLOW");
    }

    @Test
    void newNameWinsOverTheOldOneUnlessItIsBlank() {
        assertThat(files.read(new PluginVariables(
                        Map.of("TOOLGRAM_FILE_URL_ALLOW", "new", "TELETHON_FILE_URL_ALLOW", "old"))))
                .containsEntry(OfFiles.class, new OfFiles(false, "new"));
        assertThat(files.read(
                        new PluginVariables(Map.of("TOOLGRAM_FILE_URL_ALLOW", " ", "TELETHON_FILE_URL_ALLOW", "old"))))
                .containsEntry(OfFiles.class, new OfFiles(false, "old"));
    }

    @Test
    void unknownVariableIsReportedWithTheNearestKnownOne() {
        PluginVariables variables = new PluginVariables(Map.of(
                "TOOLGRAM_PLUGIN_A_B_C_MAXSIZE", "5",
                "TOOLGRAM_PLUGIN_A_B_C_MIN_AGE", "5",
                "TOOLGRAM_PLUGIN_A_B_C_OLD", "",
                "TOOLGRAM_PLUGIN_OTHER_X", "5"));

        assertThat(sizes.unknown(variables, List.of("a.b-c")))
                .containsExactly("TOOLGRAM_PLUGIN_A_B_C_MAXSIZE is not a setting of plugin a.b-c; did you mean"
                        + " TOOLGRAM_PLUGIN_A_B_C_MAX_SIZE?");
        assertThat(new PluginSettings("other", List.of()).unknown(variables, List.of()))
                .containsExactly("TOOLGRAM_PLUGIN_OTHER_X is not a setting of plugin other, which has none");
    }

    @Test
    void variableOfAPluginWithALongerIdIsNotTakenForAnUnknownOne() {
        PluginVariables variables = new PluginVariables(Map.of("TOOLGRAM_PLUGIN_A_B_C_MAX_SIZE", "5"));

        assertThat(new PluginSettings("a", List.of()).unknown(variables, List.of("a", "a.b-c")))
                .isEmpty();
        assertThat(new PluginSettings("a", List.of()).unknown(variables, List.of("a")))
                .hasSize(1);
    }

    private SettingsFile file(String content) throws IOException {
        Files.writeString(folder.resolve("a.b-c.properties"), content);
        return SettingsFile.of("a.b-c", folder.resolve("x.jar"));
    }

    private PluginVariables variables(Map<String, String> environment, String content) throws IOException {
        return new PluginVariables(environment).with(file(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"max_size=7", "MAX_SIZE = 7", "max-size: 7", "# size\nmax_size=\"7\"\n", "\nmin_age=\nmax_size=7"
            })
    void settingsAreReadFromTheFile(String content) throws IOException {
        assertThat(sizes.read(variables(Map.of(), content))).containsEntry(Sizes.class, new Sizes(7, 1));
    }

    @Test
    void environmentWinsOverTheFileUnlessItIsBlank() throws IOException {
        PluginVariables both = variables(Map.of("TOOLGRAM_PLUGIN_A_B_C_MAX_SIZE", "5"), "max_size=7\nmin_age=3");
        PluginVariables blank = variables(Map.of("TOOLGRAM_PLUGIN_A_B_C_MAX_SIZE", ""), "max_size=7");

        assertThat(sizes.read(both)).containsEntry(Sizes.class, new Sizes(5, 3));
        assertThat(sizes.overridden(both))
                .containsExactly(
                        "TOOLGRAM_PLUGIN_A_B_C_MAX_SIZE of the environment overrides max_size of a.b-c.properties");
        assertThat(sizes.read(blank)).containsEntry(Sizes.class, new Sizes(7, 1));
        assertThat(sizes.overridden(blank)).isEmpty();
    }

    record Key(@Size(min = 9) String token) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_size=secret    | a.b-c.properties: max_size must be an integer",
                "maxsize=secret     | a.b-c.properties: maxsize is not a setting of plugin a.b-c; did you mean max_size?",
                "colour=secret      | a.b-c.properties: colour is not a setting of plugin a.b-c",
                "token=secret       | a.b-c.properties: token must have at least 9 characters, has 6",
                "max_size=1         | TOOLGRAM_PLUGIN_A_B_C_TOKEN, or token in a.b-c.properties, is required",
                "token=\\u00zzsecret | a.b-c.properties cannot be read: write lines like name=value, in UTF-8",
            })
    void problemNamesFileAndKeyAndNeverTheValue(String content, String problem) throws IOException {
        PluginSettings settings = new PluginSettings("a.b-c", List.of(Sizes.class, Key.class));
        PluginVariables variables = variables(Map.of(), content);

        assertThat(catchThrowableOfType(SettingsException.class, () -> settings.read(variables)))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret");
        assertThat(variables.file().toString()).doesNotContain("secret");
    }

    @Test
    void pluginWithoutSettingsRejectsAnyKey() throws IOException {
        PluginVariables variables = variables(Map.of(), "max_size=7");

        assertThatThrownBy(() -> new PluginSettings("a.b-c", List.of()).read(variables))
                .hasMessageContaining("a.b-c.properties: max_size is not a setting of plugin a.b-c, which has none");
    }

    @Test
    void withoutAFileTheEnvironmentIsRead() {
        PluginVariables variables = new PluginVariables(Map.of("TOOLGRAM_PLUGIN_A_B_C_MAX_SIZE", "5"))
                .with(SettingsFile.of("a.b-c", folder.resolve("x.jar")));

        assertThat(sizes.read(variables)).containsEntry(Sizes.class, new Sizes(5, 1));
    }

    @Test
    void valuesDoNotPrint() {
        assertThat(new PluginVariables(Map.of("TOOLGRAM_FILE_URL_ALLOW", "secret")).find("files", "FILE_URL_ALLOW"))
                .hasToString("Optional[TOOLGRAM_FILE_URL_ALLOW]");
    }
}
