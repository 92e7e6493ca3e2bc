package dev.toolgram.host.plugin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.pf4j.ExtensionPoint;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of one version of a plugin, from their loading to their unloading, and the threads on which everything of
 * it runs. Changed by one thread at a time.
 */
final class LoadedPlugin {

    private static final Logger log = LoggerFactory.getLogger(LoadedPlugin.class);

    /** How long the plugin's own code may take to stop, and its threads to end. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final PluginCopy copy;
    private final Duration startLimit;
    private final IsolatedClassLoader classes;
    private final PluginThreads threads;
    private final JarPluginManager manager;

    private LoadedPlugin(PluginCopy copy, List<LoadedPlugin> dependencies, String hostVersion, Duration startLimit) {
        this.copy = copy;
        this.startLimit = startLimit;
        String name = copy.id() + "-" + copy.manifest().version();
        classes = new IsolatedClassLoader(
                name,
                copy.classPath(),
                dependencies.stream().map(each -> each.classes).toList());
        threads = new PluginThreads("plugin " + name, classes);
        manager = new JarPluginManager(hostVersion, copy, classes);
    }

    /**
     * Loads the classes and starts the plugin.
     *
     * @param dependencies whose classes it sees
     * @param startLimit how long each step of the start may take
     * @throws PluginRefusedException if it cannot be loaded; then nothing is left of it
     */
    static LoadedPlugin load(PluginCopy copy, List<LoadedPlugin> dependencies, String hostVersion, Duration startLimit)
            throws PluginRefusedException {
        checkHost(copy.manifest().requires(), hostVersion);
        LoadedPlugin plugin = new LoadedPlugin(copy, dependencies, hostVersion, startLimit);
        try {
            plugin.start("load", () -> {
                plugin.load();
                return plugin;
            });
            return plugin;
        } catch (PluginRefusedException | RuntimeException | Error e) {
            plugin.unload();
            throw e;
        }
    }

    private static void checkHost(String requires, String hostVersion) throws PluginRefusedException {
        boolean accepted;
        try {
            accepted = JarPluginManager.accepts(requires, hostVersion);
        } catch (RuntimeException e) {
            throw new PluginRefusedException(
                    "its Plugin-Requires '%s' is no range of versions: write it like 0.1.0 or >=0.1.0 & <2.0.0"
                            .formatted(requires),
                    e);
        }
        if (!accepted) {
            throw new PluginRefusedException("it requires Toolgram %s, this is %s".formatted(requires, hostVersion));
        }
    }

    private void load() throws PluginRefusedException {
        copy.manifest().pluginClass().ifPresent(name -> PluginExtensions.checkPluginClass(classes, name));
        String id = manager.loadPlugin(copy.folder());
        PluginExtensions.check(classes, manager.getExtensionClassNames(id));
        if (manager.startPlugin(id) != PluginState.STARTED) {
            Throwable failure = manager.getPlugin(id).getFailedException();
            throw failure == null
                    ? new PluginRefusedException("it did not start")
                    : PluginRefusedException.because(failure);
        }
    }

    /**
     * Runs a step of the plugin's start.
     *
     * @param what the end of "it did not …"
     * @throws PluginRefusedException if it took too long or threw
     */
    <T> T start(String what, Callable<T> step) throws PluginRefusedException {
        return threads.call(what, startLimit, step);
    }

    /** New instances of its extensions of a kind; made in a step of its start. */
    <T extends ExtensionPoint> List<T> extensions(Class<T> point) throws PluginRefusedException {
        return PluginExtensions.create(classes, manager.getExtensionClassNames(copy.id()), point);
    }

    IsolatedClassLoader classes() {
        return classes;
    }

    PluginThreads threads() {
        return threads;
    }

    /** Tells the plugin that it stops. It is told once: its code may fail, and that is all the same by now. */
    void stop() {
        PluginWrapper started = manager.getPlugin(copy.id()); // null where it was never loaded
        if (started == null || !started.getPluginState().isStarted()) {
            return;
        }
        try {
            threads.call("stop", STOP, () -> {
                started.getPlugin().stop();
                return started;
            });
        } catch (PluginRefusedException e) {
            log.warn("Plugin {} {} has failed to stop: {}", copy.id(), version(), e.getMessage());
        } finally {
            started.setPluginState(PluginState.STOPPED);
        }
    }

    /**
     * Stops the plugin if nobody has, ends its threads and closes its jars. Nothing of it is in the manager that could
     * outlive the manager, so PF4J is not asked to unload it: it would run the plugin's code on this thread.
     */
    void unload() {
        stop();
        PluginThreads.Remains remains = threads.end(STOP);
        tell("has left threads behind, which keep its classes in memory", remains.busy());
        tell("has left idle threads behind, as of an executor that nobody has shut down", remains.idle());
        try {
            classes.close();
        } catch (IOException e) {
            log.warn("Plugin {} {} is not unloaded cleanly: {}", copy.id(), version(), e.toString());
        }
    }

    private void tell(String what, List<String> names) {
        if (!names.isEmpty()) {
            log.warn("Plugin {} {} {}: {}", copy.id(), version(), what, String.join(", ", names));
        }
    }

    private String version() {
        return copy.manifest().version();
    }
}
