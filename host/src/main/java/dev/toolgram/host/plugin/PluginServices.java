package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;

/** Makes and takes back what the host gives each plugin. */
public interface PluginServices {

    /** The context of a plugin that starts. */
    PluginContext open(String pluginId);

    /** The plugin has stopped, or did not start. */
    void close(PluginContext context);
}
