package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.log.Logs;
import dev.toolgram.host.settings.PluginSettings;
import dev.toolgram.host.settings.PluginVariables;
import dev.toolgram.host.settings.Setting;
import dev.toolgram.host.tool.PluginCalls;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.RegisteredTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;
import org.pf4j.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a plugin from its loading to its unloading, in two steps, because a plugin may contribute the very
 * Telegram that the others' gateway needs: first its classes, then its tools. Everything of it runs on threads of its
 * own. Changed by one thread at a time.
 */
final class PluginGeneration {

    private static final Logger log = LoggerFactory.getLogger(PluginGeneration.class);

    /** How long the plugin's own code may take to stop, and its threads to end. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final PluginCopy copy;
    private final List<PluginGeneration> dependencies;
    private final Duration startLimit;
    private final IsolatedClassLoader classes;
    private final PluginThreads threads;
    private final JarPluginManager plugins;
    private final PluginCalls calls;
    private List<TelegramNetwork> networks = List.of();
    private List<String> networkNames = List.of();
    private volatile List<Setting> settings = List.of();
    private @Nullable Published published;

    private record Prepared(
            List<ToolProvider> providers, PluginSettings settings, Map<Class<? extends Record>, Record> records) {}

    private record Published(
            PluginServices services, PluginContext context, PluginTools tools, List<String> warnings) {}

    private PluginGeneration(
            PluginCopy copy, List<PluginGeneration> dependencies, String hostVersion, Duration startLimit) {
        this.copy = copy;
        this.dependencies = List.copyOf(dependencies);
        this.startLimit = startLimit;
        String name = copy.id() + "-" + copy.manifest().version();
        classes = new IsolatedClassLoader(
                name,
                copy.classPath(),
                dependencies.stream().map(each -> each.classes).toList());
        threads = new PluginThreads("plugin " + name, classes);
        plugins = new JarPluginManager(hostVersion, copy, classes);
        calls = new PluginCalls(threads.group(), classes);
    }

    /**
     * Loads the classes and starts the plugin.
     *
     * @param dependencies the generations whose classes it sees
     * @param startLimit how long each step may take
     * @throws PluginRefusedException if it cannot be loaded; then nothing is left of it
     */
    static PluginGeneration load(
            PluginCopy copy, List<PluginGeneration> dependencies, String hostVersion, Duration startLimit)
            throws PluginRefusedException {
        checkHost(copy.manifest().requires(), hostVersion);
        PluginGeneration generation = new PluginGeneration(copy, dependencies, hostVersion, startLimit);
        try {
            generation.load();
            return generation;
        } catch (PluginRefusedException e) {
            generation.unload();
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
        threads.call("load", startLimit, () -> {
            copy.manifest().pluginClass().ifPresent(name -> PluginExtensions.checkPluginClass(classes, name));
            String id = plugins.loadPlugin(copy.folder());
            PluginExtensions.check(classes, plugins.getExtensionClassNames(id));
            if (plugins.startPlugin(id) != PluginState.STARTED) {
                Throwable failure = plugins.getPlugin(id).getFailedException();
                throw failure == null
                        ? new PluginRefusedException("it did not start")
                        : PluginRefusedException.because(failure);
            }
            networks = extensions(TelegramNetwork.class);
            networkNames = networks.stream().map(TelegramNetwork::name).toList();
            return null;
        });
    }

    private <T extends ExtensionPoint> List<T> extensions(Class<T> point) throws PluginRefusedException {
        return PluginExtensions.create(classes, plugins.getExtensionClassNames(copy.id()), point);
    }

    /**
     * Fills the settings and makes the tools; nobody can call them yet.
     *
     * @param others the ids of the other plugins
     * @throws PluginRefusedException if it cannot; then it is as it was after loading
     */
    void publish(PluginServices services, PluginVariables variables, Collection<String> others)
            throws PluginRefusedException {
        Prepared prepared = threads.call("start", startLimit, () -> prepare(variables));
        PluginContext context = services.open(copy.manifest(), prepared.records());
        try {
            PluginTools made = threads.call("start", startLimit, () -> makeTools(prepared.providers(), context));
            List<String> warnings = Stream.concat(
                            copy.manifest().unknown().stream()
                                    .map("this version does not know %s of its manifest"::formatted),
                            prepared.settings().unknown(variables, others).stream())
                    .toList();
            published = new Published(services, context, made, warnings);
        } catch (PluginRefusedException | RuntimeException e) {
            services.close(context);
            throw e;
        }
    }

    private Prepared prepare(PluginVariables variables) throws PluginRefusedException {
        List<ToolProvider> providers = extensions(ToolProvider.class);
        PluginSettings declared = new PluginSettings(
                id(),
                providers.stream()
                        .flatMap(provider -> provider.settings().stream())
                        .toList());
        settings = declared.settings();
        return new Prepared(providers, declared, declared.read(variables));
    }

    private PluginTools makeTools(List<ToolProvider> providers, PluginContext context) {
        List<Tool<?, ?>> contributed = new ArrayList<>();
        for (ToolProvider provider : providers) {
            Logs.include(provider.getClass());
            contributed.addAll(PluginExtensions.tools(provider, context));
        }
        PluginTools made = new PluginTools(id(), contributed, calls);
        try {
            copy.manifest().permissions().check(made.tools());
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    PluginCopy copy() {
        return copy;
    }

    String id() {
        return copy.id();
    }

    String version() {
        return copy.manifest().version();
    }

    List<PluginGeneration> dependencies() {
        return dependencies;
    }

    /** Directly or not. */
    boolean dependsOn(PluginGeneration other) {
        return dependencies.stream().anyMatch(each -> each.equals(other) || each.dependsOn(other));
    }

    List<TelegramNetwork> networks() {
        return networks;
    }

    List<String> networkNames() {
        return networkNames;
    }

    boolean isPublished() {
        return published != null;
    }

    /** None before they are published. */
    List<RegisteredTool> tools() {
        return published == null ? List.of() : published.tools().tools();
    }

    /** What an operator should look at although it works. */
    List<String> warnings() {
        return published == null ? List.of() : published.warnings();
    }

    /** What there is to set, also when it is set wrongly. */
    List<Setting> settings() {
        return settings;
    }

    /** Lets no more calls in; the registry must have other tools by now. */
    void retire() {
        calls.retire();
    }

    /** Whoever waits for calls in {@link #close} waits no longer. */
    void hurry() {
        calls.hurry();
    }

    /** Waits for the calls that still run, then stops the plugin and unloads its classes. Whatever happens, it ends. */
    void close(Duration patience) {
        retire();
        int running = calls.awaitEnd(patience);
        if (running > 0) {
            log.warn("Plugin {} {} is unloaded although {} of its calls have not ended", id(), version(), running);
        }
        try {
            threads.call("stop", STOP, () -> plugins.stopPlugin(id()));
        } catch (PluginRefusedException e) {
            log.warn(
                    "Plugin {} {} has failed to stop: {}", id(), version(), OneLine.of(String.valueOf(e.getMessage())));
        }
        Published open = published;
        if (open != null) {
            open.tools().close();
            open.services().close(open.context());
        }
        unload();
    }

    private void unload() {
        List<String> alive = threads.end(STOP);
        if (!alive.isEmpty()) {
            log.warn(
                    "Plugin {} {} has left threads behind, which keep its classes in memory: {}",
                    id(),
                    version(),
                    String.join(", ", alive));
        }
        try {
            plugins.unloadPlugins();
            classes.close();
        } catch (Exception e) {
            log.warn("Plugin {} {} is not unloaded cleanly", id(), version(), e);
        }
    }
}
