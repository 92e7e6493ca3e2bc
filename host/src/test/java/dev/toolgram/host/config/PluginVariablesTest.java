package dev.toolgram.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.schema.DefaultValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PluginVariablesTest {

    record Files(
            @DefaultValue("false") boolean allowHttpFiles,
            @Nullable String fileUrlAllow) {}

    record Sizes(
            @DefaultValue("1") int maxSize,
            @DefaultValue("1") int minAge) {}

    private final PluginSettings files = new PluginSettings("files", List.of(Files.class));
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
                .containsEntry(Files.class, new Files(true, null));
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
                .containsEntry(Files.class, new Files(false, "new"));
        assertThat(files.read(
                        new PluginVariables(Map.of("TOOLGRAM_FILE_URL_ALLOW", " ", "TELETHON_FILE_URL_ALLOW", "old"))))
                .containsEntry(Files.class, new Files(false, "old"));
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

    @Test
    void valuesDoNotPrint() {
        assertThat(new PluginVariables(Map.of("TOOLGRAM_FILE_URL_ALLOW", "secret")).find("files", "FILE_URL_ALLOW"))
                .hasToString("Optional[TOOLGRAM_FILE_URL_ALLOW]");
    }
}
