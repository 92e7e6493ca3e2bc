package dev.toolgram.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class PluginSettingsTest {

    enum Mode {
        FAST,
        @JsonProperty("very-slow")
        SLOW
    }

    /** A plugin's own type. */
    record Colour(int red) {
        static Colour valueOf(String text) {
            if (text.startsWith("#")) {
                throw new IllegalArgumentException("a colour has no #");
            }
            return new Colour(Integer.parseInt(text));
        }
    }

    record All(
            String text,
            boolean flag,
            int count,
            long maxSize,
            double share,
            BigDecimal price,
            Mode mode,
            Duration pause,
            Path folder,
            URI address,
            Colour colour,
            List<Integer> ports,
            @Nullable String maybe,
            @DefaultValue("10s") Duration patience,
            @DefaultValue("very-slow") Mode pace) {}

    record Limits(
            @Min(1) @Max(9) @DefaultValue("5") int level,

            @Description("From the service's page.") @Size(min = 4) @Pattern(regexp = "[a-z]+")
            String token,

            @DefaultValue("1,2") List<@Min(1) Integer> ports,
            @DefaultValue("30s") Duration pause) {}

    record Range(
            @DefaultValue("1") int low, @DefaultValue("2") int high) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException("the first must not be above the second");
            }
        }

        @AssertTrue(message = "must not be 13 together")
        boolean isLucky() {
            return low + high != 13;
        }
    }

    @Test
    void everyKindOfValueIsRead() {
        All all = read(
                All.class,
                Map.ofEntries(
                        Map.entry("TEXT", " one, two "),
                        Map.entry("FLAG", "YES"),
                        Map.entry("COUNT", "-3"),
                        Map.entry("MAX_SIZE", "5000000000"),
                        Map.entry("SHARE", "0.5"),
                        Map.entry("PRICE", "1.10"),
                        Map.entry("MODE", "fast"),
                        Map.entry("PAUSE", "PT1H30M"),
                        Map.entry("FOLDER", "/var/lib/x"),
                        Map.entry("ADDRESS", "https://a.example/b"),
                        Map.entry("COLOUR", "7"),
                        Map.entry("PORTS", "1, 2,,3"),
                        Map.entry("MAYBE", "  ")));

        assertThat(all)
                .isEqualTo(new All(
                        "one, two",
                        true,
                        -3,
                        5_000_000_000L,
                        0.5,
                        new BigDecimal("1.10"),
                        Mode.FAST,
                        Duration.ofMinutes(90),
                        Path.of("/var/lib/x"),
                        URI.create("https://a.example/b"),
                        new Colour(7),
                        List.of(1, 2, 3),
                        null,
                        Duration.ofSeconds(10),
                        Mode.SLOW));
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", "5m, PT5M", "2 h, PT2H", "1d, PT24H", "pt2m, PT2M"})
    void durationsAreReadInBothForms(String text, Duration expected) {
        assertThat(SettingType.of(Duration.class).read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "s", "5 minutes", "99999999999999999999s", "9223372036854775807d", ""})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> SettingType.of(Duration.class).read(text))
                .hasMessage("must be a duration such as 30s, 5m, 2h or PT1H30M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1d", "0x1p3", "1e999", "one"})
    void whatIsNoPlainNumberIsRefused(String text) {
        assertThatThrownBy(() -> SettingType.of(double.class).read(text)).isInstanceOf(WrongTextException.class);
    }

    @Test
    void everyProblemIsToldAtOnceByItsVariableAndWithoutTheValue() {
        Map<String, String> wrong = new HashMap<>();
        for (String name : List.of(
                "FLAG",
                "COUNT",
                "MAX_SIZE",
                "SHARE",
                "PRICE",
                "MODE",
                "PAUSE",
                "ADDRESS",
                "COLOUR",
                "PORTS",
                "PATIENCE")) {
            wrong.put(name, "sec ret");
        }
        wrong.put("MAX_SIZE", "99999999999999999999");
        wrong.put("FOLDER", "sec\0ret");

        SettingsException failure = failure(All.class, wrong);

        assertThat(failure.problems())
                .containsExactly(
                        "TOOLGRAM_PLUGIN_MY_OWN_TEXT is required",
                        "TOOLGRAM_PLUGIN_MY_OWN_FLAG must be true or false",
                        "TOOLGRAM_PLUGIN_MY_OWN_COUNT must be a whole number",
                        "TOOLGRAM_PLUGIN_MY_OWN_MAX_SIZE is out of range",
                        "TOOLGRAM_PLUGIN_MY_OWN_SHARE must be a number",
                        "TOOLGRAM_PLUGIN_MY_OWN_PRICE must be a number",
                        "TOOLGRAM_PLUGIN_MY_OWN_MODE must be one of FAST, very-slow",
                        "TOOLGRAM_PLUGIN_MY_OWN_PAUSE must be a duration such as 30s, 5m, 2h or PT1H30M",
                        "TOOLGRAM_PLUGIN_MY_OWN_FOLDER must be a path",
                        "TOOLGRAM_PLUGIN_MY_OWN_ADDRESS must be a URI",
                        "TOOLGRAM_PLUGIN_MY_OWN_COLOUR is not written as it has to be",
                        "TOOLGRAM_PLUGIN_MY_OWN_PORTS: each must be a whole number",
                        "TOOLGRAM_PLUGIN_MY_OWN_PATIENCE must be a duration such as 30s, 5m, 2h or PT1H30M");
        assertThat(failure.getMessage()).doesNotContain("sec").doesNotContain("99999");
    }

    @Test
    void aPluginsOwnTypeSaysWhatIsWrong() {
        assertThatThrownBy(() -> SettingType.of(Colour.class).read("#7")).hasMessage("a colour has no #");
    }

    @Test
    void constraintsAreCheckedBesideWrongTexts() {
        assertThat(failure(Limits.class, Map.of("LEVEL", "10", "TOKEN", "X1", "PORTS", "1,0", "PAUSE", "long"))
                        .problems())
                .containsExactlyInAnyOrder(
                        "TOOLGRAM_PLUGIN_MY_OWN_LEVEL must be less than or equal to 9",
                        "TOOLGRAM_PLUGIN_MY_OWN_TOKEN size must be between 4 and 2147483647",
                        "TOOLGRAM_PLUGIN_MY_OWN_TOKEN must match \"[a-z]+\"",
                        "TOOLGRAM_PLUGIN_MY_OWN_PORTS must be greater than or equal to 1",
                        "TOOLGRAM_PLUGIN_MY_OWN_PAUSE must be a duration such as 30s, 5m, 2h or PT1H30M");
    }

    @Test
    void whatIsRequiredIsToldWithItsDescription() {
        assertThat(failure(Limits.class, Map.of()))
                .hasMessage("its settings are missing or wrong: TOOLGRAM_PLUGIN_MY_OWN_TOKEN is required: From the"
                        + " service's page.");
    }

    @Test
    void theRecordItselfMayRefuse() {
        assertThat(failure(Range.class, Map.of("LOW", "3")).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_LOW, TOOLGRAM_PLUGIN_MY_OWN_HIGH: the first must not be above"
                        + " the second");
        assertThat(failure(Range.class, Map.of("LOW", "6", "HIGH", "7")).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_LOW, TOOLGRAM_PLUGIN_MY_OWN_HIGH: must not be 13 together");
        assertThat(read(Range.class, Map.of())).isEqualTo(new Range(1, 2));
    }

    @Test
    void severalRecordsAreFilledAndTheirProblemsToldTogether() {
        PluginSettings settings = new PluginSettings("my-own", List.of(Range.class, Limits.class));
        PluginVariables wrong = new PluginVariables(Map.of("TOOLGRAM_PLUGIN_MY_OWN_LOW", "x"));
        PluginVariables right = new PluginVariables(Map.of("TOOLGRAM_PLUGIN_MY_OWN_TOKEN", "abcd"));

        assertThatThrownBy(() -> settings.read(wrong))
                .hasMessageContaining("_LOW must")
                .hasMessageContaining("_TOKEN is");
        assertThat(settings.read(right)).containsOnlyKeys(Range.class, Limits.class);
    }

    record Map1(Map<String, String> map) {}

    record BadDefault(@DefaultValue("many") int count) {}

    @Test
    void settingsThatNoVariableCanFillAreTheAuthorsMistake() {
        assertThatThrownBy(() -> new PluginSettings("my-own", List.of(Map1.class)))
                .hasMessageContaining("'map' in its settings")
                .hasMessageContaining("no variable can be read as java.util.Map");
        assertThatThrownBy(() -> new PluginSettings("my-own", List.of(BadDefault.class)))
                .hasMessageStartingWith("the default of 'count'")
                .hasMessageEndingWith("must be a whole number");
    }

    @Test
    void settingsAreDocumentedWithoutTheirValues() {
        assertThat(new PluginSettings("my-own", List.of(Limits.class)).settings())
                .startsWith(
                        new Setting("TOOLGRAM_PLUGIN_MY_OWN_LEVEL", "a whole number", "5", false, ""),
                        new Setting("TOOLGRAM_PLUGIN_MY_OWN_TOKEN", "text", null, true, "From the service's page."),
                        new Setting(
                                "TOOLGRAM_PLUGIN_MY_OWN_PORTS",
                                "a list with commas, each a whole number",
                                "1,2",
                                false,
                                ""));
    }

    private static <S extends Record> S read(Class<S> type, Map<String, String> values) {
        Map<String, String> environment = new HashMap<>();
        values.forEach((name, value) -> environment.put("TOOLGRAM_PLUGIN_MY_OWN_" + name, value));
        Map<Class<? extends Record>, Record> records =
                new PluginSettings("my-own", List.of(type)).read(new PluginVariables(environment));
        return type.cast(Objects.requireNonNull(records.get(type)));
    }

    private static SettingsException failure(Class<? extends Record> type, Map<String, String> values) {
        return catchThrowableOfType(SettingsException.class, () -> read(type, values));
    }
}
