package dev.toolgram.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.host.session.StringSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    private static final Map<String, String> SANDBOX = Map.of("TOOLGRAM_TELEGRAM", "sandbox");

    private static final Function<Config, List<String>> NO_TRIAL = config -> List.of();

    /** Of data centre 2 at 149.154.167.51:443; nobody has this key. */
    private static final String SESSION = "1ApWapzMBu" + "Bwc".repeat(114);

    @Test
    void everythingHasItsDefault() throws ConfigException {
        Config config = Config.read(SANDBOX, "1.2.3", NO_TRIAL);

        assertThat(config.http())
                .isEqualTo(new HttpConfig(
                        new InetSocketAddress("0.0.0.0", 8080), Optional.empty(), true, false, Set.of(), Set.of()));
        assertThat(config.telegram())
                .isEqualTo(new TelegramConfig(
                        "sandbox",
                        0,
                        new Secret(""),
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new TelegramConfig.Device(
                                "toolgram",
                                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                                "1.2.3")));
        assertThat(config.storage())
                .isEqualTo(new StorageConfig(
                        Path.of(System.getProperty("java.io.tmpdir"), "toolgram-data"),
                        Optional.empty(),
                        Path.of(System.getProperty("java.io.tmpdir"), "toolgram"),
                        Optional.empty()));
        assertThat(config.plugins()).isEqualTo(new Config.PluginsConfig(false, Optional.empty()));
        assertThat(config.logLevel()).isEqualTo(Config.LogLevel.INFO);
        assertThat(config.logFormat()).isEqualTo(Config.LogFormat.TEXT);
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.bareResults()).isFalse();
        assertThat(config.tools()).isEmpty();
        assertThat(config.mcpResultBytes()).isEqualTo(60_000);
        assertThat(config.aliases()).isEmpty();
    }

    @Test
    void everySettingIsRead() throws ConfigException {
        Config config = Config.read(all("TOOLGRAM_"), "1.2.3", NO_TRIAL);

        assertThat(config.http())
                .isEqualTo(new HttpConfig(
                        new InetSocketAddress("127.0.0.1", 0),
                        Optional.of(new Secret("key")),
                        false,
                        true,
                        Set.of("tools.example.com", "toolgram"),
                        Set.of("https://example.com")));
        assertThat(config.telegram())
                .isEqualTo(new TelegramConfig(
                        "live",
                        12345,
                        new Secret("0123456789abcdef0123456789abcdef"),
                        Optional.of(StringSession.parse(SESSION)),
                        Duration.ofSeconds(7),
                        new TelegramConfig.Device("box", "BeOS", "9")));
        assertThat(config.storage())
                .isEqualTo(new StorageConfig(
                        Path.of("/d"), Optional.of(Path.of("/p")), Path.of("/s"), Optional.of(Path.of("/t.so"))));
        assertThat(config.plugins()).isEqualTo(new Config.PluginsConfig(true, Optional.of(Path.of("/pins"))));
        Duration minute = Duration.ofMinutes(1);
        Duration hour = Duration.ofHours(1);
        assertThat(config.pacing())
                .isEqualTo(new PacingConfig(
                        false,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        false,
                        new Rate(11, minute),
                        new Rate(12, minute),
                        new Rate(13, hour),
                        new Rate(14, hour),
                        new Rate(15, minute),
                        new Rate(16, minute),
                        new Rate(17, hour)));
        assertThat(config.logLevel()).isEqualTo(Config.LogLevel.WARNING);
        assertThat(config.logFormat()).isEqualTo(Config.LogFormat.JSON);
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.bareResults()).isTrue();
        assertThat(config.tools()).containsExactly("core", "+topics", "-send_file");
    }

    @Test
    void oldNamesAreReadAndReported() throws ConfigException {
        Map<String, String> settings = all("TELETHON_");

        Config config = Config.read(settings, "1.2.3", NO_TRIAL);

        assertThat(config)
                .usingRecursiveComparison()
                .ignoringFields("aliases")
                .isEqualTo(Config.read(all("TOOLGRAM_"), "1.2.3", NO_TRIAL));
        assertThat(config.aliases()).containsExactlyInAnyOrderElementsOf(settings.keySet());
    }

    @Test
    void newNameWinsOverTheOldOne() throws ConfigException {
        Config config = Config.read(
                Map.of(
                        "TOOLGRAM_TELEGRAM",
                        "sandbox",
                        "TOOLGRAM_REQUEST_TIMEOUT",
                        "5",
                        "TELETHON_REQUEST_TIMEOUT",
                        "6"),
                "1",
                NO_TRIAL);

        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.aliases()).isEmpty();
    }

    @Test
    void blankMeansDefault() throws ConfigException {
        assertThat(Config.read(Map.of("TOOLGRAM_TELEGRAM", "sandbox", "TOOLGRAM_AUTH_KEY", "  "), "1", NO_TRIAL)
                        .http()
                        .authKey())
                .isEmpty();
    }

    @Test
    void allProblemsAreReportedTogether() {
        Map<String, String> settings = Map.of(
                "TOOLGRAM_API_ID", "many",
                "TOOLGRAM_API_HASH", "short",
                "TOOLGRAM_HTTP_LISTEN_ADDRESS", "8080",
                "TOOLGRAM_LOG_LEVEL", "LOUD",
                "TOOLGRAM_PLUGINS_TRUST", "some",
                "TOOLGRAM_LOG_FORMAT", "xml",
                "TOOLGRAM_METRICS_OPEN", "maybe",
                "TELETHON_REQUEST_TIMEOUT", "0",
                "TELETHON_BUCKET_SEND_PER_MIN", "0",
                "TOOLGRAM_PACE_FIRST_CONTACT", "5 a day");

        assertThatThrownBy(() -> Config.read(settings, "1", NO_TRIAL))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(ConfigException.class))
                .extracting(ConfigException::problems)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(
                        "TOOLGRAM_API_ID must be an integer from 1 to 2147483647",
                        "TOOLGRAM_API_HASH must be the 32 hexadecimal digits from https://my.telegram.org",
                        "TOOLGRAM_SESSION is required: run 'toolgram login' to get one, or set"
                                + " TOOLGRAM_TELEGRAM=sandbox to try without one",
                        "TOOLGRAM_HTTP_LISTEN_ADDRESS must be host:port, for example 127.0.0.1:8080",
                        "TOOLGRAM_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR",
                        "TOOLGRAM_PLUGINS_TRUST must be any or listed",
                        "TOOLGRAM_LOG_FORMAT must be text or json",
                        "TOOLGRAM_METRICS_OPEN must be true or false",
                        "TELETHON_REQUEST_TIMEOUT must be a number of seconds from 0.1 to 86400",
                        "TELETHON_BUCKET_SEND_PER_MIN must be an integer from 1 to 1000000",
                        "TOOLGRAM_PACE_FIRST_CONTACT must be a number per s, min, h or d, for example 5/d");
    }

    /** The defaults that telethon-plus documents, and this host's own for first contacts. */
    @Test
    void accountIsPacedByDefault() throws ConfigException {
        Duration minute = Duration.ofMinutes(1);
        Duration hour = Duration.ofHours(1);
        Map<String, String> live = Map.of(
                "TOOLGRAM_API_ID", "12345",
                "TOOLGRAM_API_HASH", "0123456789abcdef0123456789abcdef",
                "TOOLGRAM_SESSION", SESSION);
        assertThat(Config.read(live, "1", NO_TRIAL).pacing())
                .isEqualTo(new PacingConfig(
                        true,
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(1100),
                        Duration.ofMillis(250),
                        true,
                        new Rate(5, minute),
                        new Rate(10, minute),
                        new Rate(5, hour),
                        new Rate(5, hour),
                        new Rate(20, minute),
                        new Rate(600, minute),
                        new Rate(5, Duration.ofDays(1))));
    }

    @ParameterizedTest
    @CsvSource({
        "TOOLGRAM_TELEGRAM=sandbox, false",
        "TOOLGRAM_THROTTLE_ENABLED=true, true",
        "TOOLGRAM_BUCKET_SEND_PER_MIN=3, true",
        "TELETHON_THROTTLE_JITTER_MS=0, true",
        "TOOLGRAM_PACE_FIRST_CONTACT=5/d, true",
        "TOOLGRAM_THROTTLE_ADAPTIVE=false, false",
    })
    void aSandboxIsPacedOnlyIfALimitIsSet(String variable, boolean paced) throws ConfigException {
        assertThat(Config.read(with(variable), "1", NO_TRIAL).pacing().enabled())
                .isEqualTo(paced);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "True, true",
        "YES, true",
        "on, true",
        "0, false",
        "FALSE, false",
        "No, false",
        "off, false",
        "'', false"
    })
    void readOnlyAndDryRunAreBooleansInAnySpelling(String text, boolean value) throws ConfigException {
        assertThat(Config.read(with("TOOLGRAM_READ_ONLY=" + text), "1", NO_TRIAL)
                        .safety())
                .isEqualTo(new SafetyConfig(value, false, Set.of()));
        assertThat(Config.read(with("TELETHON_DRY_RUN=" + text), "1", NO_TRIAL).safety())
                .isEqualTo(new SafetyConfig(false, value, Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "destructive | destructive",
                "destructive, first-contact ,send_message | destructive first-contact send_message",
                "write,write | write",
                "'' | ''"
            })
    void approvalsAreAList(String text, String names) throws ConfigException {
        assertThat(Config.read(with("TOOLGRAM_APPROVE=" + text), "1", NO_TRIAL)
                        .safety()
                        .approve())
                .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOOLGRAM_REQUEST_TIMOUT=5 | is not a setting; did you mean TOOLGRAM_REQUEST_TIMEOUT?",
                "TELETHON_SESION=x | is not a setting; did you mean TELETHON_SESSION?",
                "TOOLGRAM_FILE_URL_ALOW=x | is not a setting; did you mean TOOLGRAM_FILE_URL_ALLOW?",
                "TOOLGRAM_SOMETHING_ELSE_AGAIN=1 | is not a setting; .env.example lists them all",
                "TOOLGRAM_PORT=8080 | is not a setting; .env.example lists them all",
                "TELETHON_JAVA_OPTS=x | is not a setting; .env.example lists them all",
                "TOOLGRAM_READ_ONLY=maybe | must be true or false",
                "TOOLGRAM_APPROVE=destructive, | must be effects (write, destructive), first-contact and names of tools,"
                        + " separated by commas",
                "TOOLGRAM_APPROVE=first contact | must be effects (write, destructive), first-contact and names of tools,"
                        + " separated by commas",
                "TELETHON_READ_ONLY=2 | must be true or false",
                "TOOLGRAM_DRY_RUN=yess | must be true or false",
                "TOOLGRAM_BUCKET_SEND_PER_HOUR=9 | is not a setting; did you mean TOOLGRAM_BUCKET_JOIN_PER_HOUR?",
                "TELETHON_POST_TO_URL=ftp://example.com/x | must be an http or https URL",
                "TOOLGRAM_POST_TO_URL=example.com/x | must be an http or https URL",
                "TOOLGRAM_WEBHOOK_ALLOW=two words | Invalid host name: 'two words'",
                "TELETHON_METRICS_ENABLED=never | must be true or false",
                "TOOLGRAM_ENVELOPE=nonee | must be result or none",
                "TOOLGRAM_EVENTS=yes | must be auto, on or off",
                "TOOLGRAM_EVENTS_KEEP=7d | must be a time (h, d) and a size (MB, GB), for example 7d,256MB",
                "TOOLGRAM_EVENTS_KEEP=0d,1MB | must be a time (h, d) and a size (MB, GB), for example 7d,256MB",
                "TOOLGRAM_EVENTS_CONTENT=none | must be full or ids",
                "TOOLGRAM_TOOLS=core,,all | must be core, all, reader, inbox, moderator, plugins and names of tools, separated"
                        + " by commas; a leading - leaves one out"
            })
    void variablesThatNothingReadsStopTheStart(String variable, String problem) {
        String name = variable.substring(0, variable.indexOf('='));

        assertThatThrownBy(() -> Config.read(with(variable), "1", NO_TRIAL)).hasMessage(name + " " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOOLGRAM_READ_ONLY=false",
                "TELETHON_DRY_RUN=0",
                "TOOLGRAM_THROTTLE_ENABLED=no",
                "TOOLGRAM_METRICS_ENABLED=True",
                "TELETHON_UPDATES_ENABLED=off",
                "TOOLGRAM_READ_ONLY=",
                "TOOLGRAM_REQUEST_TIMOUT=",
                "TOOLGRAM_JAVA_OPTS=-Xmx64m",
                "TOOLGRAM_TEST_SEED=1",
                "TOOLGRAM_HOME=/x",
                "TOOLGRAM_PUBLISH=8080",
                "TOOLGRAM_ALLOW_HTTP_FILES=true",
                "TELETHON_FILE_URL_ALLOW=x",
                "TOOLGRAM_PLUGIN_OTHER_TOKEN=x",
                "TOOLGRAM_SERVICE_HOST=10.0.0.1", // Kubernetes, for a service named toolgram
                "TOOLGRAM_SERVICE_PORT=8080",
                "TOOLGRAM_SERVICE_PORT_HTTP=8080",
                "TOOLGRAM_PORT=tcp://10.0.0.1:8080",
                "TOOLGRAM_PORT_8080_TCP=tcp://10.0.0.1:8080",
                "TOOLGRAM_PORT_8080_TCP_ADDR=10.0.0.1",
                "TOOLGRAMMAR=x",
                "PATH=/bin"
            })
    void otherVariablesAreAccepted(String variable) throws ConfigException {
        assertThat(Config.read(with(variable), "1", NO_TRIAL).ignored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOOLGRAM_EVENTS= | AUTO | P7D | 268435456 | false",
                "TOOLGRAM_EVENTS=On | ON | P7D | 268435456 | false",
                "TELETHON_UPDATES_ENABLED=off | OFF | P7D | 268435456 | false",
                "TOOLGRAM_EVENTS_KEEP=36h, 2GB | AUTO | PT36H | 2147483648 | false",
                "TOOLGRAM_EVENTS_CONTENT=ids | AUTO | P7D | 268435456 | true"
            })
    void theEventsThatAreKept(String variable, EventsConfig.Mode mode, Duration time, long bytes, boolean idsOnly)
            throws ConfigException {
        assertThat(Config.read(with(variable), "1", NO_TRIAL).events())
                .isEqualTo(new EventsConfig(mode, time, bytes, idsOnly));
    }

    @ParameterizedTest
    @CsvSource({
        "TELETHON_CACHE_ENABLED=true, TELETHON_CACHE_ENABLED has no effect: TDLib's database is the cache",
        "TOOLGRAM_CACHE_PATH=/cache, TOOLGRAM_CACHE_PATH has no effect: TDLib's database is the cache",
        "TOOLGRAM_CACHE_TTL_SECONDS=5, TOOLGRAM_CACHE_TTL_SECONDS has no effect: TDLib's database is the cache",
        "TELETHON_PROXY=x, TELETHON_PROXY has no effect: the original does not use it either",
        "TELETHON_LOG_JSON=true, TELETHON_LOG_JSON has no effect: set TOOLGRAM_LOG_FORMAT=json"
    })
    void namesOfTheOriginalWithoutAMeaningAreMentioned(String variable, String sentence) throws ConfigException {
        assertThat(Config.read(with(variable), "1", NO_TRIAL).ignored()).containsExactly(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "0.5, PT0.5S",
                ".5, PT0.5S",
                "2., PT2S",
                "2.25, PT2.25S",
                "60, PT60S",
                "60.0, PT60S",
                "+3, PT3S",
                "\"7\", PT7S",
                "'7.5', PT7.5S"
            })
    void secondsMayHaveAFractionAndQuotes(String text, Duration expected) throws ConfigException {
        assertThat(Config.read(with("TOOLGRAM_REQUEST_TIMEOUT=" + text), "1", NO_TRIAL)
                        .requestTimeout())
                .isEqualTo(expected);
        assertThat(Config.read(with("TELETHON_FLOOD_SLEEP_THRESHOLD=" + text), "1", NO_TRIAL)
                        .telegram()
                        .floodSleepThreshold())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "-1", "1,5", "1.5s", "1 5", "1.5.2", "nan", "inf", "\"5", "0.05", "86400.1"})
    void otherSecondsAreRejected(String text) {
        assertThatThrownBy(() -> Config.read(with("TOOLGRAM_REQUEST_TIMEOUT=" + text), "1", NO_TRIAL))
                .hasMessage("TOOLGRAM_REQUEST_TIMEOUT must be a number of seconds from 0.1 to 86400");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"a b\", a b", "'a', a", "\"\"a\"\", \"a\"", "\"a', \"a'", "a\", a\""})
    void onlyOneMatchingPairOfQuotesIsTakenOff(String text, String key) throws ConfigException {
        assertThat(Config.read(with("TOOLGRAM_AUTH_KEY=" + text), "1", NO_TRIAL)
                        .http()
                        .authKey())
                .contains(new Secret(key));
    }

    private static Map<String, String> with(String variable) {
        Map<String, String> variables = new HashMap<>(SANDBOX);
        variables.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        return variables;
    }

    @Test
    void failedChecksAreReportedWithMalformedValues() {
        assertThatThrownBy(() -> Config.read(
                        Map.of("TOOLGRAM_TELEGRAM", "sandbox", "TOOLGRAM_LOG_LEVEL", "LOUD", "TOOLGRAM_DATA_DIR", "/d"),
                        "1",
                        config -> List.of(config.storage().dataDirectory() + " does not work")))
                .hasMessage("TOOLGRAM_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR\n/d does not work");
    }

    @Test
    void aSignInNeedsNeitherApplicationNorSession() throws ConfigException {
        Config config = Config.readForLogin(Map.of(), "1", NO_TRIAL);

        assertThat(config.telegram().isLive()).isTrue();
        assertThat(config.telegram().hasApiHash()).isFalse();
    }

    @Test
    void anUnreadableSessionIsReportedWithoutIt() {
        Map<String, String> settings = new HashMap<>(all("TOOLGRAM_"));
        settings.put("TOOLGRAM_SESSION", SESSION.substring(0, 300));

        assertThatThrownBy(() -> Config.read(settings, "1", NO_TRIAL))
                .hasMessage("TOOLGRAM_SESSION is not a whole session string: it has 300 characters, not 353; copy it"
                        + " again");
    }

    @Test
    void secretsDoNotPrint() throws ConfigException {
        assertThat(Config.read(all("TOOLGRAM_"), "1", NO_TRIAL).toString())
                .doesNotContain(SESSION)
                .doesNotContain("0123456789abcdef")
                .doesNotContain("authKey=Optional[key]")
                .contains("***");
    }

    @Test
    void exampleFileListsEverySettingThatIsRead() throws IOException, ConfigException {
        Set<String> documented = Files.readAllLines(Path.of("../.env.example")).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = new TreeSet<>();
        Map<String, String> nothingSet = new HashMap<>() {
            @Override
            public String getOrDefault(Object name, String defaultValue) {
                read.add((String) name);
                return super.getOrDefault(name, defaultValue);
            }
        };
        var _ = Config.readForLogin(nothingSet, "1.2.3", NO_TRIAL);
        read.removeIf(name -> name.startsWith("TELETHON_"));
        assertThat(read).isEqualTo(all("TOOLGRAM_").keySet());
        // Settings of the files plugin, which the contract gave names of the host's own.
        read.addAll(List.of("TOOLGRAM_ALLOW_HTTP_FILES", "TOOLGRAM_FILE_URL_ALLOW"));
        read.add("TEST_CHAT"); // of 'make test-live'

        assertThat(documented).isEqualTo(read);
    }

    @Test
    void exampleFileSaysWhatEverySettingIsForAndSetsNone() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../.env.example"));
        boolean explained = false;
        for (String line : lines) {
            boolean setting = line.matches("[A-Z_]+=.*");
            assertThat(!setting || explained).as("comment above " + line).isTrue();
            assertThat(line).doesNotMatch("[A-Z_]+=.+");
            explained = line.startsWith("# ") || (setting && explained);
        }
    }

    private static Map<String, String> all(String prefix) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("API_ID", "12345"),
                Map.entry("API_HASH", "0123456789abcdef0123456789abcdef"),
                Map.entry("SESSION", SESSION),
                Map.entry("HTTP_LISTEN_ADDRESS", "127.0.0.1:0"),
                Map.entry("LOG_LEVEL", "WARNING"),
                Map.entry("LOG_FORMAT", "json"),
                Map.entry("METRICS_ENABLED", "no"),
                Map.entry("METRICS_OPEN", "true"),
                Map.entry("ENVELOPE", "None"),
                Map.entry("TOOLS", "core, +topics,-send_file"),
                Map.entry("READ_ONLY", "on"),
                Map.entry("APPROVE", "destructive"),
                Map.entry("DRY_RUN", "on"),
                Map.entry("EVENTS", "on"),
                Map.entry("EVENTS_KEEP", "1d,1MB"),
                Map.entry("EVENTS_CONTENT", "ids"),
                Map.entry("UPDATES_ENABLED", "on"),
                Map.entry("WEBHOOK_ALLOW", "10.0.0.0/8"),
                Map.entry("POST_TO_URL", "https://example.com/hook"),
                Map.entry("POST_TO_TIMEOUT", "3"),
                Map.entry("ALLOWED_HOSTS", "Tools.Example.com, toolgram"),
                Map.entry("ALLOWED_ORIGINS", "https://example.com"),
                Map.entry("REQUEST_TIMEOUT", "5"),
                Map.entry("FLOOD_SLEEP_THRESHOLD", "7"),
                Map.entry("DEVICE_MODEL", "box"),
                Map.entry("SYSTEM_VERSION", "BeOS"),
                Map.entry("APP_VERSION", "9"),
                Map.entry("DOWNLOAD_DIR", "/s"),
                Map.entry("AUTH_KEY", "key"),
                Map.entry("DATA_DIR", "/d"),
                Map.entry("PLUGINS_DIR", "/p"),
                Map.entry("PLUGINS_TRUST", "listed"),
                Map.entry("PLUGINS_PINS", "/pins"),
                Map.entry("TDLIB_PATH", "/t.so"),
                Map.entry("TELEGRAM", "live"),
                Map.entry("THROTTLE_ENABLED", "no"),
                Map.entry("THROTTLE_GLOBAL_INTERVAL_MS", "1"),
                Map.entry("THROTTLE_JITTER_MS", "2"),
                Map.entry("THROTTLE_PER_CHAT_INTERVAL_MS", "3"),
                Map.entry("THROTTLE_PER_CHAT_READ_INTERVAL_MS", "4"),
                Map.entry("THROTTLE_ADAPTIVE", "off"),
                Map.entry("BUCKET_RESOLVE_PER_MIN", "11"),
                Map.entry("BUCKET_GET_FULL_PER_MIN", "12"),
                Map.entry("BUCKET_JOIN_PER_HOUR", "13"),
                Map.entry("BUCKET_CREATE_PER_HOUR", "14"),
                Map.entry("BUCKET_SEND_PER_MIN", "15"),
                Map.entry("BUCKET_READ_PER_MIN", "16"),
                Map.entry("PACE_FIRST_CONTACT", "17/h"),
                Map.entry("MCP_RESULT_BYTES", "5000"));
        Map<String, String> prefixed = new HashMap<>();
        values.forEach((name, value) -> prefixed.put(prefix + name, value));
        return prefixed;
    }
}
