package dev.toolgram.api;

import dev.toolgram.api.telegram.TelegramClient;
import java.nio.file.Path;

/** The services of the host for one plugin, valid from its start until its stop. Thread-safe. */
public interface PluginContext {

    /** The plugin's id from its manifest. */
    String pluginId();

    /**
     * The account's gateway to Telegram. May be stored in a field; its calls fail with {@link ErrorCode#NOT_READY} until
     * login is complete. It sends only the functions that the plugin's manifest declares.
     */
    TelegramClient telegram();

    /**
     * The operator's settings for this plugin, parsed and validated before {@link ToolProvider#tools} is called.
     *
     * @param type a record class returned by {@link ToolProvider#settings()}
     * @throws IllegalArgumentException if {@link ToolProvider#settings()} does not return this class
     */
    default <S extends Record> S settings(Class<S> type) {
        throw new IllegalArgumentException(type.getName() + " is not a settings record of this plugin");
    }

    /**
     * The plugin's private data directory, kept across restarts and plugin versions. Created on the first call, readable
     * only by the host's user.
     *
     * @throws UnsupportedOperationException if this context does not provide one
     */
    default Path dataDirectory() {
        throw new UnsupportedOperationException("this plugin has no data directory");
    }

    /**
     * The plugin's private directory for temporary files. It exists and is empty when the plugin starts, and is deleted
     * with its contents when the plugin stops. Files of a single call belong in {@link ToolContext#scratchDirectory()}.
     */
    Path scratchDirectory();
}
