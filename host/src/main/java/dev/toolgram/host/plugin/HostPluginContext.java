package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.telegram.TelegramClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the host gives one plugin.
 *
 * @param pluginId the plugin
 * @param telegram its gateway
 * @param settings the environment
 * @param scratchDirectory its folder
 */
public record HostPluginContext(
        String pluginId, TelegramClient telegram, Map<String, String> settings, Path scratchDirectory)
        implements PluginContext {

    @Override
    public Optional<String> setting(String name) {
        String key = "TOOLGRAM_PLUGIN_" + pluginId.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + name;
        return Optional.ofNullable(settings.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The environment may hold secrets of other parts. */
    @Override
    public String toString() {
        return "HostPluginContext[" + pluginId + "]";
    }
}
