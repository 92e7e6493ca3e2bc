package dev.toolgram.host.plugin.loading;

import dev.toolgram.api.EventSink;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.host.config.PluginSettings;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.config.Setting;
import dev.toolgram.host.config.SettingsException;
import dev.toolgram.host.observe.Logs;
import dev.toolgram.host.plugin.archive.PluginCopy;
import dev.toolgram.host.plugin.archive.PluginRefusedException;
import dev.toolgram.host.plugin.archive.Versions;
import dev.toolgram.host.tool.PluginCalls;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.RegisteredTool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a plugin from its loading to its unloading: classes, networks, tools. Thread-safe. */
public final class PluginInstance {

    private static final Logger log = LoggerFactory.getLogger(PluginInstance.class);

    /** The time limit of the plugin's own stop. */
    private static final Duration STOP = Duration.ofSeconds(5);

    /** The time limit of the updates in the queues of its listeners, and that at the end of the host. */
    private static final Duration UPDATES = Duration.ofSeconds(5);

    private static final Duration LAST_UPDATES = Duration.ofSeconds(1);

    private final PluginCopy copy;
    private final List<PluginInstance> dependencies;
    private final PluginClassLoader classes;
    private final PluginThreads threads;
    private final PluginCalls calls;
    private final PluginServices services;

    // Set once, by start().
    private List<TelegramNetwork> networks = List.of();
    private List<Setting> settings = List.of();
    private List<String> warnings = List.of();
    private List<String> unknownVariables = List.of();
    private final Deque<AutoCloseable> closeables = new ConcurrentLinkedDeque<>();
    private volatile @Nullable PluginContext context;
    private volatile @Nullable PluginTools tools;
    private volatile boolean expedited;

    /**
     * The parts that every plugin is loaded with.
     *
     * @param hostVersion compared with {@code Plugin-Requires}
     * @param startLimit how long the start may take
     * @param variables where settings come from
     * @param services makes the plugin's context
     */
    public record Setup(String hostVersion, Duration startLimit, PluginVariables variables, PluginServices services) {}

    private PluginInstance(PluginCopy copy, List<PluginInstance> dependencies, PluginServices services) {
        String name = copy.id() + "-" + copy.manifest().version();
        this.copy = copy;
        this.dependencies = dependencies;
        this.services = services;
        classes = new PluginClassLoader(
                name,
                copy.classPath(),
                dependencies.stream().map(each -> each.classes).toList());
        threads = new PluginThreads("plugin " + name, classes);
        calls = new PluginCalls(copy.id() + " " + copy.manifest().version(), classes);
    }

    /**
     * Loads the classes, starts the plugin and makes its tools. Nobody can call them before they are published.
     *
     * @param dependencies the instances whose classes it sees
     * @param ids the ids of all plugins
     * @throws PluginRefusedException if the plugin cannot start; then nothing of it is left
     */
    public static PluginInstance load(
            PluginCopy copy, List<PluginInstance> dependencies, Setup setup, Collection<String> ids)
            throws PluginRefusedException {
        Versions.checkHost(copy.manifest().requires(), setup.hostVersion());
        PluginInstance instance = new PluginInstance(copy, dependencies, setup.services());
        try {
            return instance.threads.call("start", setup.startLimit(), () -> instance.start(setup, ids));
        } catch (PluginRefusedException | RuntimeException | Error e) {
            instance.unload();
            throw e;
        }
    }

    private PluginInstance start(Setup setup, Collection<String> ids) throws PluginRefusedException {
        // The build has checked the bundled ones, and reading all their classes takes a third of a second.
        SortedSet<String> functions =
                copy.origin().isOwn() ? Collections.emptySortedSet() : PluginFunctions.read(copy.classPath(), classes);
        PluginExtensions extensions = new PluginExtensions(classes);
        networks = extensions.create(TelegramNetwork.class);
        networks.forEach(this::closeOnStop);
        List<ToolProvider> providers = extensions.create(ToolProvider.class);
        PluginSettings declared = new PluginSettings(
                id(),
                providers.stream()
                        .flatMap(provider -> provider.settings().stream())
                        .toList());
        settings = declared.settings();
        PluginVariables variables = setup.variables().with(copy.settings());
        PluginContext own = services.open(copy.manifest(), values(declared, variables), threads);
        context = own;
        List<Tool<?, ?>> contributed = new ArrayList<>();
        List<EventSink> sinks = new ArrayList<>();
        for (ToolProvider provider : providers) {
            Logs.include(provider.getClass());
            contributed.addAll(PluginExtensions.tools(provider, own));
            closeOnStop(provider); // only what has started is stopped, also when a later step fails
            sinks.addAll(PluginExtensions.sinks(provider, own));
        }
        services.addSinks(own, copy.manifest(), sinks, threads);
        boolean bundled = copy.origin().isOwn() && networks.isEmpty(); // a network's tools control it
        PluginTools mine = new PluginTools(id(), contributed, calls, bundled);
        tools = mine;
        copy.manifest().permissions().check(mine.tools());
        warnings = Stream.of(
                        copy.manifest().unknown().stream().map("unknown attribute in its manifest: %s"::formatted),
                        copy.manifest().permissions().undeclared(functions).stream(),
                        declared.overridden(variables).stream())
                .flatMap(each -> each)
                .toList();
        unknownVariables = declared.unknown(variables, ids);
        return this;
    }

    private void closeOnStop(Object extension) {
        if (extension instanceof AutoCloseable closeable) {
            closeables.addFirst(closeable);
        }
    }

    private Map<Class<? extends Record>, Record> values(PluginSettings declared, PluginVariables variables)
            throws PluginRefusedException {
        try {
            return declared.read(variables);
        } catch (SettingsException e) {
            throw new PluginRefusedException(String.valueOf(e.getMessage()), e, settings);
        }
    }

    /** Whether a plugin brings a Telegram network, found out without running any of its code. */
    public static boolean bringsNetwork(PluginCopy copy) {
        try (PluginClassLoader classes = new PluginClassLoader(copy.id(), copy.classPath(), List.of())) {
            return new PluginExtensions(classes).has(TelegramNetwork.class);
        } catch (IOException | LinkageError | PluginRefusedException e) {
            return false; // loading it reports why
        }
    }

    /** The content that was loaded. */
    public PluginCopy copy() {
        return copy;
    }

    public String id() {
        return copy.id();
    }

    public String version() {
        return copy.manifest().version();
    }

    /** The instances whose classes it sees. */
    public List<PluginInstance> dependencies() {
        return dependencies;
    }

    /** Whether it sees the classes of another instance. */
    public boolean needs(PluginInstance other) {
        return dependencies.stream().anyMatch(each -> each.equals(other) || each.needs(other));
    }

    /** The Telegram networks that it brings. */
    public List<TelegramNetwork> networks() {
        return networks;
    }

    public List<RegisteredTool> tools() {
        PluginTools mine = tools;
        return mine == null ? List.of() : mine.tools();
    }

    /** Problems that an operator should look at although the plugin works. */
    public List<String> warnings() {
        return warnings;
    }

    /** The variables that look like its settings and are not, one sentence for each. */
    public List<String> unknownVariables() {
        return unknownVariables;
    }

    /** The settings that it declares. */
    public List<Setting> settings() {
        return settings;
    }

    /** Gives the updates and events of Telegram to other instances; each update goes to one of them. */
    public static void handOver(
            PluginServices services, Collection<PluginInstance> from, Collection<PluginInstance> to) {
        services.handOver(contexts(from), contexts(to));
    }

    private static List<PluginContext> contexts(Collection<PluginInstance> instances) {
        return instances.stream()
                .map(each -> each.context)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Admits no more calls; the registry must have other tools by now. */
    public void retire() {
        calls.retire();
    }

    /** Shortens the waits for running calls and for listeners in {@link #close}. */
    public void expedite() {
        expedited = true;
        calls.expedite();
    }

    /** Waits for the calls that still run and for the updates that its listeners and sinks got, then stops the plugin and unloads its classes. */
    public void close(Duration patience) {
        retire();
        int running = calls.awaitEnd(patience);
        if (running > 0) {
            log.warn("Unloading plugin {} {} while {} of its calls are still running", id(), version(), running);
        }
        PluginContext own = context;
        int unhandled = own == null ? 0 : services.awaitListeners(own, expedited ? LAST_UPDATES : UPDATES);
        if (unhandled > 0) {
            log.warn("Unloading plugin {} {}, whose listeners have not handled {} updates", id(), version(), unhandled);
        }
        unload();
    }

    private void unload() {
        for (AutoCloseable each : closeables) {
            stop(each);
        }
        try (classes;
                PluginTools _ = tools) {
            PluginContext own = context;
            if (own != null) {
                services.close(own);
            }
        } catch (IOException e) {
            log.warn("Cannot close the jars of plugin {} {}: {}", id(), version(), e.toString());
        }
    }

    private void stop(AutoCloseable closeable) {
        try {
            threads.call("stop", STOP, () -> {
                closeable.close();
                return closeable;
            });
        } catch (PluginRefusedException e) {
            log.warn(
                    "Plugin {} {} failed to stop: {}",
                    id(),
                    version(),
                    e.getMessage(),
                    e.isUncaught() ? e.getCause() : null);
        }
    }
}
