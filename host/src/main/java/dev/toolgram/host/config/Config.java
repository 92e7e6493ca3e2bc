package dev.toolgram.host.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the host, checked.
 *
 * @param http the HTTP server
 * @param telegram the account
 * @param storage folders
 * @param plugins which plugins are trusted
 * @param safety what callers may change
 * @param pacing how often the account may do what
 * @param events the log of events
 * @param webhooks the webhooks
 * @param logLevel how much is logged
 * @param logFormat the form of the log
 * @param requestTimeout how long a call may take
 * @param bareResults whether a result over REST stands alone, without {@code {"result": …}} around it
 * @param tools the selection of tools in MCP's list: profiles, plugins, names; empty for the default
 * @param mcpResultBytes the most bytes of JSON in a result over MCP
 * @param aliases settings that were given under their old names
 * @param ignored settings of the original that have no effect here, one sentence each
 */
public record Config(
        HttpConfig http,
        TelegramConfig telegram,
        StorageConfig storage,
        PluginsConfig plugins,
        SafetyConfig safety,
        PacingConfig pacing,
        EventsConfig events,
        WebhooksConfig webhooks,
        LogLevel logLevel,
        LogFormat logFormat,
        Duration requestTimeout,
        boolean bareResults,
        List<String> tools,
        int mcpResultBytes,
        List<String> aliases,
        List<String> ignored) {

    private static final Pattern TOOL = Pattern.compile("[+-]?[A-Za-z0-9_.][A-Za-z0-9_.-]*");
    private static final String TOOLS =
            "must be core, all, reader, inbox, moderator, plugins and names of tools, separated by commas; a leading -"
                    + " leaves one out";
    private static final String LEVELS = "(?i)DEBUG|INFO|WARN|WARNING|ERROR";

    /** The log level. */
    public enum LogLevel {
        /** Everything. */
        DEBUG,
        /** Events of interest to an operator. */
        INFO,
        /** Events that an operator should look at. */
        WARNING,
        /** Failures. */
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
     * @param trial tries well-formed settings and returns one sentence for each that does not work, naming the
     *     setting. A setting that is not well-formed has its default there
     * @throws ConfigException with every problem at once
     */
    public static Config read(Map<String, String> variables, String version, Function<Config, List<String>> trial)
            throws ConfigException {
        return read(variables, version, true, trial);
    }

    /** As {@link #read}, but the account may be missing: for commands that serve nothing. */
    public static Config readForLogin(
            Map<String, String> variables, String version, Function<Config, List<String>> trial)
            throws ConfigException {
        return read(variables, version, false, trial);
    }

    /** Reads only the settings of the HTTP server. */
    public static HttpConfig readHttp(Map<String, String> variables) throws ConfigException {
        Environment environment = new Environment(variables);
        HttpConfig http = HttpConfig.read(environment);
        environment.throwProblems(List.of());
        return http;
    }

    private static @Nullable List<String> tools(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return names.stream().allMatch(name -> TOOL.matcher(name).matches()) ? names : null;
    }

    private static Config read(
            Map<String, String> variables, String version, boolean complete, Function<Config, List<String>> trial)
            throws ConfigException {
        Environment environment = new Environment(variables);
        TelegramConfig telegram = TelegramConfig.read(environment, version, complete);
        Config config = new Config(
                HttpConfig.read(environment),
                telegram,
                StorageConfig.read(environment, telegram.isLive()),
                new PluginsConfig(
                        environment
                                .matching("PLUGINS_TRUST", "(?i)any|listed", "must be any or listed")
                                .map("listed"::equalsIgnoreCase)
                                .orElse(false),
                        environment.path("PLUGINS_PINS")),
                SafetyConfig.read(environment),
                PacingConfig.read(environment, telegram.isLive()),
                EventsConfig.read(environment),
                WebhooksConfig.read(environment),
                environment
                        .matching("LOG_LEVEL", LEVELS, "must be one of DEBUG, INFO, WARNING, ERROR")
                        .map(level ->
                                LogLevel.valueOf(level.toUpperCase(Locale.ROOT).replaceAll("WARN$", "WARNING")))
                        .orElse(LogLevel.INFO),
                environment
                        .matching("LOG_FORMAT", "(?i)text|json", "must be text or json")
                        .map(format -> LogFormat.valueOf(format.toUpperCase(Locale.ROOT)))
                        .orElse(LogFormat.TEXT),
                environment.seconds("REQUEST_TIMEOUT", 60, Duration.ofMillis(100), Duration.ofDays(1)),
                environment
                        .matching("ENVELOPE", "(?i)result|none", "must be result or none")
                        .map("none"::equalsIgnoreCase)
                        .orElse(false),
                environment.value("TOOLS", TOOLS, Config::tools).orElse(List.of()),
                environment.integer("MCP_RESULT_BYTES", 60_000, 1_000, 33_554_432),
                environment.aliases(),
                environment.unread().ignored());
        List<String> problems = new ArrayList<>(environment.unread().problems());
        problems.addAll(trial.apply(config));
        environment.throwProblems(problems);
        return config;
    }
}
