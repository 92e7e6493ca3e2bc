package dev.toolgram.host.config;

import dev.toolgram.host.session.StringSession;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every setting of the host, checked.
 *
 * @param http the doors
 * @param telegram the account
 * @param storage folders
 * @param plugins which plugins are trusted
 * @param logLevel how much is logged
 * @param logFormat in which form
 * @param requestTimeout how long a call may take
 * @param aliases settings that were given under their old names
 */
public record Config(
        HttpConfig http,
        TelegramConfig telegram,
        StorageConfig storage,
        PluginsConfig plugins,
        LogLevel logLevel,
        LogFormat logFormat,
        Duration requestTimeout,
        List<String> aliases) {

    /** How much is logged, in the words of the contract. */
    public enum LogLevel {
        /** Everything. */
        DEBUG,
        /** What an operator wants to know. */
        INFO,
        /** What an operator should look at. */
        WARNING,
        /** What is broken. */
        ERROR
    }

    /** The form of the log, a line for each event. */
    public enum LogFormat {
        /** For people. */
        TEXT,
        /** For programs: a JSON object on each line. */
        JSON
    }

    /**
     * The doors.
     *
     * @param listenAddress where to listen; port 0 picks a free one
     * @param authKey the bearer token that callers need; empty when none is set
     * @param metricsOpen whether {@code /metrics} needs no token
     */
    public record HttpConfig(InetSocketAddress listenAddress, Optional<Secret> authKey, boolean metricsOpen) {}

    /**
     * The account and how to reach it.
     *
     * @param network {@code live}, or the name of a network that a plugin contributes
     * @param apiId the application's id; 0 when the network brings its own
     * @param apiHash the application's hash; empty when the network brings its own
     * @param session the session string; empty when the network signs in by itself
     * @param floodSleepThreshold floods shorter than this are waited out
     * @param device what Telegram shows under <i>Devices</i>
     */
    public record TelegramConfig(
            String network,
            int apiId,
            Secret apiHash,
            Optional<StringSession> session,
            Duration floodSleepThreshold,
            Device device) {

        /** Whether the application's hash is known. */
        public boolean hasApiHash() {
            return !apiHash.reveal().isEmpty();
        }

        /** Whether it is the public Telegram. */
        public boolean isLive() {
            return network.equals("live");
        }
    }

    /**
     * What Telegram shows under <i>Devices</i>.
     *
     * @param model the device
     * @param systemVersion its system
     * @param applicationVersion this build
     */
    public record Device(String model, String systemVersion, String applicationVersion) {}

    /**
     * Folders.
     *
     * @param dataDirectory TDLib's databases
     * @param pluginsDirectory third-party plugins; empty for the bundled ones' folder
     * @param downloadDirectory scratch space
     * @param tdlib another libtdjson; empty for the bundled one
     */
    public record StorageConfig(
            Path dataDirectory, Optional<Path> pluginsDirectory, Path downloadDirectory, Optional<Path> tdlib) {}

    /**
     * Which plugins are trusted.
     *
     * @param listedOnly whether those of third parties must be pinned
     * @param pins the file of pins; empty for the default
     */
    public record PluginsConfig(boolean listedOnly, Optional<Path> pins) {}

    /**
     * Reads the environment.
     *
     * @param version this build's, for {@code APP_VERSION}
     * @param trial finds out what does not work although it is well-formed; one sentence for each, naming the setting.
     *     A setting that is not well-formed has its default there
     * @throws ConfigException with every problem at once
     */
    public static Config read(Map<String, String> variables, String version, Function<Config, List<String>> trial)
            throws ConfigException {
        return read(variables, version, true, trial);
    }

    /** As {@link #read}, but what a command that serves nothing can do without may be missing. */
    public static Config readForLogin(
            Map<String, String> variables, String version, Function<Config, List<String>> trial)
            throws ConfigException {
        return read(variables, version, false, trial);
    }

    /** Reads only what concerns the doors. */
    public static HttpConfig readHttp(Map<String, String> variables) throws ConfigException {
        Environment environment = new Environment(variables);
        HttpConfig http = http(environment);
        if (!environment.problems().isEmpty()) {
            throw new ConfigException(environment.problems());
        }
        return http;
    }

    private static Config read(
            Map<String, String> variables, String version, boolean complete, Function<Config, List<String>> trial)
            throws ConfigException {
        Environment environment = new Environment(variables);
        TelegramConfig telegram = telegram(environment, version, complete);
        Config config = new Config(
                http(environment),
                telegram,
                new StorageConfig(
                        environment.value("DATA_DIR", Config::path).orElseGet(() -> defaultDataDirectory(telegram)),
                        environment.value("PLUGINS_DIR", Config::path),
                        environment
                                .value("DOWNLOAD_DIR", Config::path)
                                .orElse(Path.of(System.getProperty("java.io.tmpdir"), "toolgram")),
                        environment.value("TDLIB_PATH", Config::path)),
                new PluginsConfig(
                        environment.value("PLUGINS_TRUST", Config::listedOnly).orElse(false),
                        environment.value("PLUGINS_PINS", Config::path)),
                environment.value("LOG_LEVEL", Config::logLevel).orElse(LogLevel.INFO),
                environment.value("LOG_FORMAT", Config::logFormat).orElse(LogFormat.TEXT),
                Duration.ofSeconds(environment.integer("REQUEST_TIMEOUT", 60, 1, 86_400)),
                environment.aliases());
        List<String> problems = new ArrayList<>(environment.problems());
        problems.addAll(trial.apply(config));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private static HttpConfig http(Environment environment) {
        return new HttpConfig(
                environment
                        .value("HTTP_LISTEN_ADDRESS", Config::listenAddress)
                        .orElse(new InetSocketAddress("0.0.0.0", 8080)),
                environment.text("AUTH_KEY").map(Secret::new),
                environment.flag("METRICS_OPEN"));
    }

    /** Of the public Telegram a session is kept; what is kept of another one is seldom good for long. */
    private static Path defaultDataDirectory(TelegramConfig telegram) {
        return telegram.isLive()
                ? Path.of("data").toAbsolutePath()
                : Path.of(System.getProperty("java.io.tmpdir"), "toolgram-data");
    }

    private static TelegramConfig telegram(Environment environment, String version, boolean complete) {
        String network = environment.value("TELEGRAM", Config::network).orElse("live");
        boolean live = network.equals("live");
        Optional<Integer> apiId =
                environment.value("API_ID", text -> Environment.parseInteger(text, 1, Integer.MAX_VALUE));
        Optional<String> apiHash = environment.value("API_HASH", Config::apiHash);
        Optional<StringSession> session = environment.value("SESSION", StringSession::parse);
        if (live && complete) {
            require(environment, "API_ID", "get one at https://my.telegram.org");
            require(environment, "API_HASH", "get one at https://my.telegram.org");
            require(environment, "SESSION", "run 'toolgram login' to get one");
        }
        return new TelegramConfig(
                network,
                apiId.orElse(0),
                new Secret(apiHash.orElse("")),
                session,
                Duration.ofSeconds(environment.integer("FLOOD_SLEEP_THRESHOLD", 60, 0, 86_400)),
                new Device(
                        environment.text("DEVICE_MODEL").orElse("toolgram"),
                        environment
                                .text("SYSTEM_VERSION")
                                .orElse(System.getProperty("os.name") + " " + System.getProperty("os.version")),
                        environment.text("APP_VERSION").orElse(version)));
    }

    private static void require(Environment environment, String name, String hint) {
        if (environment.text(name).isEmpty()) {
            environment.problem(name, "is required: " + hint + ", or set TOOLGRAM_TELEGRAM=sandbox to try without one");
        }
    }

    private static String apiHash(String text) {
        if (!text.matches("[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException("must be the 32 hexadecimal digits from https://my.telegram.org");
        }
        return text;
    }

    private static String network(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("must be live, sandbox, or the name of a plugin's network");
        }
        return text;
    }

    private static LogLevel logLevel(String text) {
        String level = text.toUpperCase(Locale.ROOT);
        try {
            return LogLevel.valueOf(level.equals("WARN") ? "WARNING" : level);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be one of DEBUG, INFO, WARNING, ERROR", e);
        }
    }

    private static boolean listedOnly(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "any" -> false;
            case "listed" -> true;
            default -> throw new IllegalArgumentException("must be any or listed");
        };
    }

    private static LogFormat logFormat(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new IllegalArgumentException("must be text or json");
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path", e);
        }
    }

    private static InetSocketAddress listenAddress(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        String port = text.substring(colon + 1);
        if (colon >= 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
            InetSocketAddress address =
                    new InetSocketAddress(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(port));
            if (!address.isUnresolved()) {
                return address;
            }
        }
        throw new IllegalArgumentException("must be host:port, for example 127.0.0.1:8080");
    }
}
