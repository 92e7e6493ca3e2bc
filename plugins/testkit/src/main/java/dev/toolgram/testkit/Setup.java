package dev.toolgram.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration of a host. Not thread-safe. */
public final class Setup {

    private final List<Path> plugins = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path data;
    private @Nullable Path home;

    Setup() {}

    /** Loads a jar in addition to the bundled plugins. */
    public Setup plugin(Path jar) {
        plugins.add(Objects.requireNonNull(jar, "jar"));
        return this;
    }

    /**
     * Sets an environment variable of the host, for example {@code TOOLGRAM_PLUGIN_NOTES_MAX_SIZE}. The host inherits
     * the environment of the test except {@code TOOLGRAM_*} and {@code TELETHON_*}.
     */
    public Setup environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Keeps the data of host and plugins in a folder for further starts; by default it is deleted. */
    public Setup data(Path folder) {
        data = folder;
        return this;
    }

    /** Runs the distribution in a folder, regardless of {@code TOOLGRAM_HOME}. */
    public Setup home(Path folder) {
        home = folder;
        return this;
    }

    /**
     * Starts the host; returns when it is logged in and ready.
     *
     * @throws HostStartException if it does not start or rejects a plugin
     */
    public Toolgram start() {
        return new Toolgram(HostProcess.start(
                home == null ? Distribution.find() : Distribution.find(home.toString(), null, home),
                plugins,
                data,
                environment));
    }
}
