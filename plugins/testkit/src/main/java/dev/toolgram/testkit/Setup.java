package dev.toolgram.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a host is started with. Not thread-safe. */
public final class Setup {

    private final List<Path> plugins = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path data;
    private @Nullable Path home;

    Setup() {}

    /** Loads this jar, too, beside the plugins that the host brings. */
    public Setup plugin(Path jar) {
        plugins.add(Objects.requireNonNull(jar, "jar"));
        return this;
    }

    /**
     * Sets a variable of the host's environment, for example {@code TOOLGRAM_PLUGIN_NOTES_MAX_SIZE}. Of the test's own
     * environment the host sees everything but {@code TOOLGRAM_*} and {@code TELETHON_*}.
     */
    public Setup environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Keeps the data of host and plugins in this folder, so that the next start finds it; otherwise it is deleted. */
    public Setup data(Path folder) {
        data = folder;
        return this;
    }

    /** Runs the distribution in this folder, whatever {@code TOOLGRAM_HOME} says. */
    public Setup home(Path folder) {
        home = folder;
        return this;
    }

    /**
     * Starts the host; returns when it is signed in and answers.
     *
     * @throws HostStartException if it does not start, or does not load one of the plugins
     */
    public Toolgram start() {
        return new Toolgram(HostProcess.start(
                home == null ? Distribution.find() : Distribution.find(home.toString(), null, home),
                plugins,
                data,
                environment));
    }
}
