package dev.toolgram.api;

import dev.toolgram.api.telegram.TelegramClient;
import java.nio.file.Path;

/** What the host offers a plugin from its start to its stop. Thread-safe. */
public interface PluginContext {

    /** The plugin's own id, from its manifest. */
    String pluginId();

    /**
     * The account's gateway to Telegram. May be kept; before the login is complete its calls say so. It sends only the
     * functions that the plugin's manifest declares.
     */
    TelegramClient telegram();

    /**
     * The operator's settings for this plugin, read and checked before {@link ToolProvider#tools} is called.
     *
     * @param type a record that {@link ToolProvider#settings()} names
     * @throws IllegalArgumentException if it does not name this one
     */
    default <S extends Record> S settings(Class<S> type) {
        throw new IllegalArgumentException(type.getName() + " is not among the settings of this plugin");
    }

    /**
     * A folder of this plugin alone that is kept from run to run and from version to version. Made, readable by the
     * host's user only, when it is first asked for.
     *
     * @throws UnsupportedOperationException if whoever starts the plugin offers none
     */
    default Path dataDirectory() {
        throw new UnsupportedOperationException("this plugin has no data directory");
    }

    /**
     * A folder for temporary files of this plugin only. It exists, is empty when the plugin starts, and is deleted with
     * everything in it when the plugin stops. Delete what a call wrote when the call ends.
     */
    Path scratchDirectory();
}
