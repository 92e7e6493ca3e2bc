package dev.toolgram.host.config;

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
        HttpConfig http = HttpConfig.read(environment);
        if (!environment.problems().isEmpty()) {
            throw new ConfigException(environment.problems());
        }
        return http;
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
                        environment.value("PLUGINS_TRUST", Config::listedOnly).orElse(false),
                        environment.path("PLUGINS_PINS")),
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
}
