package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import java.util.Optional;

/** Makes and takes back what the host gives each plugin. */
public interface PluginServices {

    /** The context of a plugin that starts. */
    PluginContext open(String pluginId);

    /** A plugin's setting, for what is opened before there is a context. */
    default Optional<String> setting(String pluginId, String name) {
        return Optional.empty();
    }

    /** The plugin has stopped, or did not start. */
    void close(PluginContext context);
}
