package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.telegram.TelegramClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The services that the host gives one plugin.
 *
 * @param pluginId the plugin
 * @param telegram its gateway
 * @param settings the settings records of its providers, filled
 * @param home makes its folder that is kept
 * @param scratchDirectory its folder for temporary files
 */
public record HostPluginContext(
        String pluginId,
        TelegramClient telegram,
        Map<Class<? extends Record>, Record> settings,
        Supplier<Path> home,
        Path scratchDirectory)
        implements PluginContext {

    @Override
    public <S extends Record> S settings(Class<S> type) {
        Record record = settings.get(type);
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

    /** The settings may hold secrets. */
    @Override
    public String toString() {
        return "HostPluginContext[" + pluginId + "]";
    }
}
