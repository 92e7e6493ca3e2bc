package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import java.util.Map;

/**
 * Makes and takes back what the host gives each plugin. While a plugin is replaced, its old and its new version are both
 * open for a moment. Thread-safe.
 */
public interface PluginServices {

    /**
     * The context of a plugin that starts.
     *
     * @param manifest what it is and may do
     * @param settings its settings records, filled
     */
    PluginContext open(PluginManifest manifest, Map<Class<? extends Record>, Record> settings);

    /** The plugin has stopped, or did not start. */
    void close(PluginContext context);
}
