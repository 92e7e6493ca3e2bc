package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.PluginContext;
import dev.toolgram.host.plugin.archive.PluginManifest;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * Makes and takes back what the host gives each plugin. While a plugin is replaced, its old and its new version are both
 * open for a moment. Thread-safe.
 */
public interface PluginServices {

    /**
     * The context of a plugin that starts.
     *
     * @param settings its settings records, filled
     * @param threads makes the threads of its listeners
     */
    PluginContext open(PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads);

    /** The plugin has stopped, or did not start. */
    void close(PluginContext context);
}
