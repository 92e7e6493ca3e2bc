package dev.toolgram.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

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

    record Pause(Duration pause) {}

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "30s, PT30S",
        "1.5s, PT1.5S",
        "5m, PT5M",
        "2 h, PT2H",
        "1d, PT24H",
        "pt2m, PT2M",
        "PT1.5S, PT1.5S"
    })
    void durationsAreReadInBothForms(String text, Duration expected) {
        assertThat(read(Pause.class, Map.of("PAUSE", text))).isEqualTo(new Pause(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "s", "5 minutes", "99999999999999999999s", "9223372036854775807d"})
    void otherTextsAreNotDurations(String text) {
        assertThat(failure(Pause.class, Map.of("PAUSE", text)).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_PAUSE must be an ISO 8601 duration, for example PT1H30M");
    }

    record Share(double share) {}

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1d", "0x1p3", "1e999", "one"})
    void otherTextsAreNotNumbers(String text) {
        assertThat(failure(Share.class, Map.of("SHARE", text)).problems()).hasSize(1);
    }

    record Proxy(
            @Size(min = 2) String host,
            @DefaultValue("1080") @Max(65_535) int port) {}

    record Route(@Nullable Proxy proxy, Proxy gateway) {}

    @Test
    void nestedRecordsAreVariablesToo() {
        assertThat(read(Route.class, Map.of("GATEWAY_HOST", "gate", "GATEWAY_PORT", "80")))
                .isEqualTo(new Route(null, new Proxy("gate", 80)));
        assertThat(failure(Route.class, Map.of("PROXY_PORT", "70000")).problems())
                .containsExactlyInAnyOrder(
                        "TOOLGRAM_PLUGIN_MY_OWN_PROXY_HOST is required",
                        "TOOLGRAM_PLUGIN_MY_OWN_PROXY_PORT must be less than or equal to 65535",
                        "TOOLGRAM_PLUGIN_MY_OWN_GATEWAY_HOST is required");
        assertThat(new PluginSettings("my-own", List.of(Route.class)).settings())
                .extracting(Setting::variable, Setting::required)
                .containsExactly(
                        tuple("TOOLGRAM_PLUGIN_MY_OWN_PROXY_HOST", false),
                        tuple("TOOLGRAM_PLUGIN_MY_OWN_PROXY_PORT", false),
                        tuple("TOOLGRAM_PLUGIN_MY_OWN_GATEWAY_HOST", true),
                        tuple("TOOLGRAM_PLUGIN_MY_OWN_GATEWAY_PORT", false));
    }

    @Test
    void onePairOfQuotesIsTakenOff() {
        assertThat(read(Pause.class, Map.of("PAUSE", " \"30s\" "))).isEqualTo(new Pause(Duration.ofSeconds(30)));
    }

    @Test
    void everyProblemIsReportedAtOnceByItsVariableAndWithoutTheValue() {
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
                        "TOOLGRAM_PLUGIN_MY_OWN_COUNT must be an integer",
                        "TOOLGRAM_PLUGIN_MY_OWN_MAX_SIZE must be an integer from -9223372036854775808 to"
                                + " 9223372036854775807",
                        "TOOLGRAM_PLUGIN_MY_OWN_SHARE must be a number",
                        "TOOLGRAM_PLUGIN_MY_OWN_PRICE must be a number",
                        "TOOLGRAM_PLUGIN_MY_OWN_MODE must be one of FAST, very-slow",
                        "TOOLGRAM_PLUGIN_MY_OWN_PAUSE must be an ISO 8601 duration, for example PT1H30M",
                        "TOOLGRAM_PLUGIN_MY_OWN_FOLDER must be a path",
                        "TOOLGRAM_PLUGIN_MY_OWN_ADDRESS must be an absolute URI, for example https://example.org/",
                        "TOOLGRAM_PLUGIN_MY_OWN_COLOUR does not have the expected form",
                        "TOOLGRAM_PLUGIN_MY_OWN_PORTS[0] must be an integer",
                        "TOOLGRAM_PLUGIN_MY_OWN_PATIENCE must be an ISO 8601 duration, for example PT1H30M");
        assertThat(failure.getMessage()).doesNotContain("sec").doesNotContain("99999");
    }

    record Painted(Colour colour) {}

    @Test
    void aPluginsOwnTypeExplainsWhatIsWrong() {
        assertThat(failure(Painted.class, Map.of("COLOUR", "#7")).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_COLOUR: a colour has no #");
    }

    @Test
    void constraintsAreCheckedNextToWrongTexts() {
        assertThat(failure(Limits.class, Map.of("LEVEL", "10", "TOKEN", "X1", "PORTS", "1,0", "PAUSE", "long"))
                        .problems())
                .containsExactlyInAnyOrder(
                        "TOOLGRAM_PLUGIN_MY_OWN_LEVEL must be less than or equal to 9",
                        "TOOLGRAM_PLUGIN_MY_OWN_TOKEN must have at least 4 characters, has 2",
                        "TOOLGRAM_PLUGIN_MY_OWN_TOKEN must match \"[a-z]+\"",
                        "TOOLGRAM_PLUGIN_MY_OWN_PORTS[1] must be greater than or equal to 1",
                        "TOOLGRAM_PLUGIN_MY_OWN_PAUSE must be an ISO 8601 duration, for example PT1H30M");
    }

    @Test
    void requiredSettingsAreReportedWithTheirDescription() {
        assertThat(failure(Limits.class, Map.of()))
                .hasMessage("its settings are missing or wrong: TOOLGRAM_PLUGIN_MY_OWN_TOKEN is required: From the"
                        + " service's page.");
    }

    @Test
    void theConstructorMayReject() {
        assertThat(failure(Range.class, Map.of("LOW", "3")).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_LOW, TOOLGRAM_PLUGIN_MY_OWN_HIGH: the first must not be above"
                        + " the second");
        assertThat(failure(Range.class, Map.of("LOW", "6", "HIGH", "7")).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_LOW, TOOLGRAM_PLUGIN_MY_OWN_HIGH: Must not be 13 together");
        assertThat(read(Range.class, Map.of())).isEqualTo(new Range(1, 2));
    }

    @Test
    void severalRecordsAreFilledAndTheirProblemsReportedTogether() {
        PluginSettings settings = new PluginSettings("my-own", List.of(Range.class, Limits.class));
        PluginVariables wrong = new PluginVariables(Map.of("TOOLGRAM_PLUGIN_MY_OWN_LOW", "x"));
        PluginVariables right = new PluginVariables(Map.of("TOOLGRAM_PLUGIN_MY_OWN_TOKEN", "abcd"));

        assertThatThrownBy(() -> settings.read(wrong))
                .hasMessageContaining("_LOW must")
                .hasMessageContaining("_TOKEN is");
        assertThat(settings.read(right)).containsOnlyKeys(Range.class, Limits.class);
    }

    record Words(Map<String, Integer> words) {}

    @Test
    void mapsAreWrittenAsJson() {
        assertThat(read(Words.class, Map.of("WORDS", "{\"a\":1}"))).isEqualTo(new Words(Map.of("a", 1)));
        assertThat(failure(Words.class, Map.of("WORDS", "a=1")).problems())
                .containsExactly("TOOLGRAM_PLUGIN_MY_OWN_WORDS must be an object");
    }

    record Unreadable(Thread thread) {}

    record Chain(@Nullable Chain next) {}

    record BadDefault(@DefaultValue("many") int count) {}

    record ForbiddenDefault(@DefaultValue("3") @Max(2) int count) {}

    @Test
    void settingsThatNoVariableCanFillAreTheAuthorsMistake() {
        assertThatThrownBy(() -> new PluginSettings("my-own", List.of(Unreadable.class)))
                .hasMessageContaining("'thread' of")
                .hasMessageContaining("a value of java.lang.Thread cannot be read from JSON");
        assertThatThrownBy(() -> new PluginSettings("my-own", List.of(Chain.class)))
                .hasMessage("its settings cannot be read: a record contains itself");
        assertThatThrownBy(() -> read(BadDefault.class, Map.of()))
                .hasMessageStartingWith("the default 'many' of 'count'")
                .hasMessageEndingWith("Must be an integer");
        assertThatThrownBy(() -> read(ForbiddenDefault.class, Map.of()))
                .hasMessageStartingWith("the default '3' of 'count'")
                .hasMessageEndingWith("Must be less than or equal to 2");
    }

    @Test
    void settingsAreDocumentedWithoutTheirValues() {
        assertThat(new PluginSettings("my-own", List.of(Limits.class)).settings())
                .startsWith(
                        new Setting("TOOLGRAM_PLUGIN_MY_OWN_LEVEL", "an integer", "5", false, ""),
                        new Setting("TOOLGRAM_PLUGIN_MY_OWN_TOKEN", "text", null, true, "From the service's page."),
                        new Setting(
                                "TOOLGRAM_PLUGIN_MY_OWN_PORTS",
                                "a list with commas, each an integer",
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
