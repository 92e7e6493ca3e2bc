package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.EventSink;
import dev.toolgram.api.PluginContext;
import dev.toolgram.host.plugin.archive.PluginManifest;
import java.time.Duration;
import java.util.Collection;
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

    /**
     * Takes the sinks of a plugin that starts.
     *
     * @param manifest the plugin's
     * @param threads makes the threads of the sinks
     * @throws IllegalArgumentException if the name or a type of a sink is wrong, with a message for the operator
     */
    default void addSinks(
            PluginContext context, PluginManifest manifest, Collection<EventSink> sinks, ThreadFactory threads) {}

    /**
     * Passes the updates and events of Telegram from the versions that retire to those that are served from now on: each
     * update goes to one of them. A context gets none before.
     */
    default void handOver(Collection<PluginContext> from, Collection<PluginContext> to) {}

    /**
     * Waits until a plugin that gets no more updates and events has handled those that it got.
     *
     * @return the number of updates that it has not handled in time
     */
    default int awaitListeners(PluginContext context, Duration patience) {
        return 0;
    }

    /** The plugin has stopped, or did not start. */
    void close(PluginContext context);
}
