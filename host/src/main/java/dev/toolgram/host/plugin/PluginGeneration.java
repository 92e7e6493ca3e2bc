package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.config.PluginSettings;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.config.Setting;
import dev.toolgram.host.observe.Logs;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one version of a plugin contributes, in two steps, because a plugin may contribute the very Telegram that the
 * others' gateway needs: first its networks, then its tools. Changed by one thread at a time.
 */
final class PluginGeneration {

    private static final Logger log = LoggerFactory.getLogger(PluginGeneration.class);

    private final PluginCopy copy;
    private final List<PluginGeneration> dependencies;
    private final LoadedPlugin plugin;
    private final PluginCalls calls;
    private final List<TelegramNetwork> networks;
    private final List<String> networkNames;
    private volatile List<Setting> settings = List.of();
    private @Nullable Published published;

    private record Networks(List<TelegramNetwork> all, List<String> names) {}

    private record Prepared(
            List<ToolProvider> providers, PluginSettings settings, Map<Class<? extends Record>, Record> records) {}

    private record Published(
            PluginServices services, PluginContext context, PluginTools tools, List<String> warnings) {}

    private PluginGeneration(
            PluginCopy copy, List<PluginGeneration> dependencies, LoadedPlugin plugin, Networks networks) {
        this.copy = copy;
        this.dependencies = List.copyOf(dependencies);
        this.plugin = plugin;
        this.networks = networks.all();
        this.networkNames = networks.names();
        this.calls = new PluginCalls(plugin.classes());
    }

    /**
     * Loads the classes, starts the plugin and asks it for its networks.
     *
     * @param dependencies the generations whose classes it sees
     * @param startLimit how long each step may take
     * @throws PluginRefusedException if it cannot be loaded; then nothing is left of it
     */
    static PluginGeneration load(
            PluginCopy copy, List<PluginGeneration> dependencies, String hostVersion, Duration startLimit)
            throws PluginRefusedException {
        LoadedPlugin plugin = LoadedPlugin.load(
                copy, dependencies.stream().map(each -> each.plugin).toList(), hostVersion, startLimit);
        try {
            return new PluginGeneration(copy, dependencies, plugin, plugin.start("load", () -> networks(plugin)));
        } catch (PluginRefusedException | RuntimeException | Error e) {
            plugin.unload();
            throw e;
        }
    }

    private static Networks networks(LoadedPlugin plugin) throws PluginRefusedException {
        List<TelegramNetwork> all = plugin.extensions(TelegramNetwork.class);
        return new Networks(all, all.stream().map(TelegramNetwork::name).toList());
    }

    /**
     * Fills the settings and makes the tools; nobody can call them yet.
     *
     * @param others the ids of the other plugins
     * @throws PluginRefusedException if it cannot; then it is as it was after loading
     */
    void publish(PluginServices services, PluginVariables variables, Collection<String> others)
            throws PluginRefusedException {
        Prepared prepared = plugin.start("start", () -> prepare(variables));
        PluginContext context = services.open(copy.manifest(), prepared.records(), plugin.threads());
        try {
            PluginTools made = plugin.start("start", () -> makeTools(prepared.providers(), context));
            List<String> warnings = Stream.concat(
                            copy.manifest().unknown().stream()
                                    .map("this version does not know %s of its manifest"::formatted),
                            prepared.settings().unknown(variables, others).stream())
                    .toList();
            published = new Published(services, context, made, warnings);
        } finally {
            if (published == null) {
                services.close(context);
            }
        }
    }

    private Prepared prepare(PluginVariables variables) throws PluginRefusedException {
        List<ToolProvider> providers = plugin.extensions(ToolProvider.class);
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
        calls.expedite();
    }

    /** Waits for the calls that still run, then stops the plugin and unloads its classes. Whatever happens, it ends. */
    void close(Duration patience) {
        retire();
        int running = calls.awaitEnd(patience);
        if (running > 0) {
            log.warn("Plugin {} {} is unloaded although {} of its calls have not ended", id(), version(), running);
        }
        plugin.stop();
        try {
            Published open = published;
            if (open != null) {
                open.tools().close();
                open.services().close(open.context());
            }
        } finally {
            plugin.unload();
        }
    }
}
