package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.log.Logs;
import dev.toolgram.host.settings.PluginSettings;
import dev.toolgram.host.settings.PluginVariables;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pf4j.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads plugins in two steps, because a plugin may contribute the very Telegram that the others' gateway needs: first
 * the jars, then the tools. A jar that fails in either step is told in one line, and every other one keeps working.
 * Used by one thread.
 */
public final class ToolPluginManager implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ToolPluginManager.class);

    private record Published(PluginContext context, PluginTools tools) {}

    private final JarPluginManager plugins;
    private final Map<Path, PluginManifest> loaded = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<Published> published = new ArrayList<>();
    private final PluginReports reports = new PluginReports();
    private final PluginTrust trust;
    private final PluginVariables variables;
    private final PluginServices services;

    /**
     * A manager without plugins.
     *
     * @param hostVersion what {@code Plugin-Requires} is compared with
     * @param trust decides what may be loaded
     * @param variables where plugins' settings are
     * @param services what plugins are given
     */
    public ToolPluginManager(
            String hostVersion, PluginTrust trust, PluginVariables variables, PluginServices services) {
        this.plugins = new JarPluginManager(hostVersion);
        this.trust = trust;
        this.variables = variables;
        this.services = services;
    }

    /** Loads every jar of a folder, in the order of the names. A folder that does not exist holds none. */
    public void load(Path folder) {
        for (Path jar : jars(folder)) {
            try {
                loadJar(jar);
            } catch (PluginRefusedException e) {
                refuse(jar, reason(e));
            } catch (RuntimeException | LinkageError e) {
                refuse(jar, reason(e));
            }
        }
    }

    private void loadJar(Path jar) throws PluginRefusedException {
        String fileName = jar.getFileName().toString();
        PluginTrust.Origin origin = trust.origin(jar, fileName);
        reports.note(jar, report -> report.withOrigin(origin));
        PluginManifest manifest = PluginJar.check(jar);
        reports.note(jar, report -> report.withManifest(manifest));
        trust.check(origin, fileName);
        if (!plugins.accepts(manifest.requires())) {
            throw new PluginRefusedException(
                    "it requires Toolgram %s, this is %s".formatted(manifest.requires(), plugins.getSystemVersion()));
        }
        String id = plugins.loadPlugin(jar);
        if (plugins.startPlugin(id) != PluginState.STARTED) {
            Throwable failure = plugins.getPlugin(id).getFailedException();
            plugins.unloadPlugin(id);
            throw new PluginRefusedException(failure == null ? "it did not start" : reason(failure));
        }
        loaded.put(jar, manifest);
    }

    /** The networks that loaded plugins contribute, each of which opens with its plugin's settings. */
    public List<TelegramNetwork> networks() {
        return loaded.values().stream()
                .flatMap(manifest -> networks(manifest.id()).stream()
                        .<TelegramNetwork>map(network ->
                                new ConfiguredNetwork(network, setting -> variables.value(manifest.id(), setting))))
                .toList();
    }

    private record ConfiguredNetwork(TelegramNetwork network, Function<String, Optional<String>> settings)
            implements TelegramNetwork {

        @Override
        public String name() {
            return network.name();
        }

        @Override
        public Connection open(Path directory) {
            return network.open(directory, settings);
        }
    }

    /** How many plugins are loaded; any thread may ask. */
    public int count() {
        return loaded.size();
    }

    private List<TelegramNetwork> networks(String id) {
        return plugins.getExtensions(TelegramNetwork.class, id);
    }

    /** What became of every file so far. */
    public List<PluginReport> reports() {
        loaded.forEach((jar, manifest) -> reports.note(
                jar,
                report -> report.withNetworks(networks(manifest.id()).stream()
                        .map(TelegramNetwork::name)
                        .toList())));
        return reports.all();
    }

    /** Asks every loaded plugin for its tools and adds them to the registry, plugin by plugin, each whole or not at all. */
    public void publish(ToolRegistry registry) {
        for (Map.Entry<Path, PluginManifest> plugin : List.copyOf(loaded.entrySet())) {
            try {
                publish(plugin.getKey(), plugin.getValue(), registry);
            } catch (RuntimeException | LinkageError e) {
                refuse(plugin.getKey(), reason(e));
                loaded.remove(plugin.getKey());
                plugins.unloadPlugin(plugin.getValue().id());
            }
        }
    }

    private void publish(Path jar, PluginManifest manifest, ToolRegistry registry) {
        String id = manifest.id();
        List<ToolProvider> providers = plugins.getExtensions(ToolProvider.class, id);
        PluginSettings settings = new PluginSettings(
                id,
                providers.stream()
                        .flatMap(provider -> provider.settings().stream())
                        .toList());
        reports.note(jar, report -> report.withSettings(settings.settings()));
        PluginContext context = services.open(manifest, settings.read(variables));
        PluginTools tools = null;
        try {
            List<Tool<?, ?>> contributed = new ArrayList<>();
            for (ToolProvider provider : providers) {
                Logs.include(provider.getClass());
                contributed.addAll(provider.tools(context));
            }
            tools = new PluginTools(id, contributed);
            manifest.permissions().check(tools.tools());
            registry.replace(registry.snapshot().with(tools.tools()));
            published.add(new Published(context, tools));
        } catch (RuntimeException | LinkageError e) {
            if (tools != null) {
                tools.close();
            }
            services.close(context);
            throw e;
        }
        List<RegisteredTool> added = tools.tools();
        reports.note(jar, report -> report.withTools(added));
        reports.warn(jar, warnings(manifest, settings));
        log.info(
                "Plugin {} {}: {}",
                id,
                manifest.version(),
                added.isEmpty()
                        ? "no tools"
                        : String.join(
                                ", ", added.stream().map(RegisteredTool::name).toList()));
    }

    private List<String> warnings(PluginManifest manifest, PluginSettings settings) {
        List<String> others = loaded.values().stream().map(PluginManifest::id).toList();
        return Stream.concat(
                        manifest.unknown().stream()
                                .map(attribute -> "this version does not know %s of its manifest".formatted(attribute)),
                        settings.unknown(variables, others).stream())
                .toList();
    }

    /** Stops and unloads every plugin. */
    @Override
    public void close() {
        for (Published plugin : published.reversed()) {
            plugin.tools().close();
            services.close(plugin.context());
        }
        published.clear();
        loaded.clear();
        plugins.unloadPlugins();
    }

    private void refuse(Path jar, String reason) {
        String line = OneLine.of(reason);
        reports.note(jar, report -> report.refused(line));
        log.error("Plugin {} is not loaded: {}", jar.getFileName(), line);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || failure instanceof LinkageError ? failure.toString() : message;
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the plugins folder " + folder, e);
        }
    }
}
