package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;

/**
 * Makes and takes back what the host gives each plugin. While a plugin is replaced, its old and its new version are both
 * open for a moment. Thread-safe.
 */
public interface PluginServices {

    /** The context of a plugin that starts. */
    PluginContext open(PluginManifest manifest);

    /** The plugin has stopped, or did not start. */
    void close(PluginContext context);
}
