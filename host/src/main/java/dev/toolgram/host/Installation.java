package dev.toolgram.host;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.plugin.loading.PluginServices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * An installation of Toolgram: the folder with {@code bin}, {@code lib}, {@code native} and {@code plugins}.
 *
 * @param home the folder
 * @param version this build's version
 */
public record Installation(Path home, String version) {

    /** The time limit of a plugin's start, which blocks other plugins meanwhile. */
    private static final Duration PLUGIN_START = Duration.ofSeconds(20);

    /** The installation in a folder. */
    public static Installation at(Path home) {
        return new Installation(home, readVersion());
    }

    /** The installation that {@code bin/toolgram} started. */
    public static Installation running() {
        return at(Path.of(System.getProperty("toolgram.home", ".")).toAbsolutePath());
    }

    public Path plugins() {
        return home.resolve("plugins");
    }

    /**
     * The plugins of this installation and of the operator, not loaded yet.
     *
     * @param environment where their settings are
     * @param copies the folder for copies of plugin files
     */
    public LivePlugins plugins(Config config, Map<String, String> environment, Path copies, PluginServices services) {
        return new LivePlugins(
                new LivePlugins.Options(
                        pluginVersion(),
                        List.of(plugins(), pluginsDirectory(config)),
                        copies,
                        PLUGIN_START,
                        config.requestTimeout()),
                new PluginTrust(
                        home.resolve("lib").resolve("bundled-plugins.sha256"),
                        config.plugins().listedOnly(),
                        pins(config)),
                new PluginVariables(environment),
                services);
    }

    /** The file of the operator's pins. */
    public Path pins(Config config) {
        return config.plugins().pins().orElseGet(() -> pluginsDirectory(config).resolve("plugins.sha256"));
    }

    private Path pluginsDirectory(Config config) {
        return config.storage().pluginsDirectory().orElseGet(this::plugins);
    }

    public Path jar() {
        return home.resolve("lib").resolve("toolgram-host.jar");
    }

    public Path tdlib() {
        return natives().resolve("libtdjson.so");
    }

    /** The folder of the native libraries. */
    public Path natives() {
        return home.resolve("native");
    }

    /** The version that plugins' requirements are compared with: for a snapshot, the upcoming release. */
    public String pluginVersion() {
        return version.replace("-SNAPSHOT", "");
    }

    private static String readVersion() {
        try (InputStream file = Installation.class.getResourceAsStream("/toolgram.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file, "toolgram.properties"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
