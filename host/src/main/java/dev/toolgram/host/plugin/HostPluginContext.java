package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.telegram.TelegramClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the host gives one plugin.
 *
 * @param pluginId the plugin
 * @param telegram its gateway
 * @param settings the environment
 * @param records the settings records of its providers
 * @param home makes its folder that is kept
 * @param scratchDirectory its folder for temporary files
 */
public record HostPluginContext(
        String pluginId,
        TelegramClient telegram,
        Map<String, String> settings,
        Map<Class<? extends Record>, Record> records,
        Supplier<Path> home,
        Path scratchDirectory)
        implements PluginContext {

    @Override
    public Optional<String> setting(String name) {
        return setting(settings, pluginId, name);
    }

    /** A plugin's setting in the environment. */
    public static Optional<String> setting(Map<String, String> settings, String pluginId, String name) {
        String key = "TOOLGRAM_PLUGIN_" + pluginId.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + name;
        return Optional.ofNullable(settings.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    @Override
    public <S extends Record> S settings(Class<S> type) {
        Record record = records.get(type);
        if (record == null) {
            throw new IllegalArgumentException(
                    "%s is not among the settings() of plugin '%s'".formatted(type.getName(), pluginId));
        }
        return type.cast(record);
    }

    @Override
    public Path dataDirectory() {
        return home.get();
    }

    /** The environment may hold secrets of other parts. */
    @Override
    public String toString() {
        return "HostPluginContext[" + pluginId + "]";
    }
}
