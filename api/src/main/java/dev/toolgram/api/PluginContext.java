package dev.toolgram.api;

import dev.toolgram.api.telegram.TelegramClient;
import java.nio.file.Path;
import java.util.Optional;

/** What the host offers a plugin from its start to its stop. Thread-safe. */
public interface PluginContext {

    /** The plugin's own id, from its manifest. */
    String pluginId();

    /** The account's gateway to Telegram. May be kept; before the login is complete its calls say so. */
    TelegramClient telegram();

    /**
     * The operator's setting {@code TOOLGRAM_PLUGIN_<ID>_<NAME>}; a dash in the plugin's id is an underscore there.
     *
     * @param name the last part, for example {@code MAX_SIZE}
     * @return the value without surrounding white space; empty when it is not set or blank
     */
    Optional<String> setting(String name);

    /**
     * A folder for temporary files of this plugin only. It exists, is empty when the plugin starts, and is deleted with
     * everything in it when the plugin stops. Delete what a call wrote when the call ends.
     */
    Path scratchDirectory();
}
