package dev.toolgram.host.plugin;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.Tool;
import dev.toolgram.api.ToolProvider;
import dev.toolgram.api.telegram.TelegramNetwork;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.RegisteredTool;
import dev.toolgram.host.tool.ToolRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
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
    private final Map<Path, String> loaded = new LinkedHashMap<>();
    private final List<Published> published = new ArrayList<>();
    private final PluginServices services;

    /**
     * A manager without plugins.
     *
     * @param hostVersion what {@code Plugin-Requires} is compared with
     * @param services what plugins are given
     */
    public ToolPluginManager(String hostVersion, PluginServices services) {
        this.plugins = new JarPluginManager(hostVersion);
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
        String requires = PluginJar.check(jar);
        if (!plugins.accepts(requires)) {
            throw new PluginRefusedException(
                    "it requires Toolgram %s, this is %s".formatted(requires, plugins.getSystemVersion()));
        }
        String id = plugins.loadPlugin(jar);
        if (plugins.startPlugin(id) != PluginState.STARTED) {
            Throwable failure = plugins.getPlugin(id).getFailedException();
            plugins.unloadPlugin(id);
            throw new PluginRefusedException(failure == null ? "it did not start" : reason(failure));
        }
        loaded.put(jar, id);
    }

    /** The networks that loaded plugins contribute, each of which opens with its plugin's settings. */
    public List<TelegramNetwork> networks() {
        return loaded.values().stream()
                .flatMap(id -> plugins.getExtensions(TelegramNetwork.class, id).stream()
                        .<TelegramNetwork>map(
                                network -> new ConfiguredNetwork(network, name -> services.setting(id, name))))
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

    /** Asks every loaded plugin for its tools and adds them to the registry, plugin by plugin, each whole or not at all. */
    public void publish(ToolRegistry registry) {
        for (Map.Entry<Path, String> plugin : List.copyOf(loaded.entrySet())) {
            try {
                publish(plugin.getValue(), registry);
            } catch (RuntimeException | LinkageError e) {
                refuse(plugin.getKey(), reason(e));
                loaded.remove(plugin.getKey());
                plugins.unloadPlugin(plugin.getValue());
            }
        }
    }

    private void publish(String id, ToolRegistry registry) {
        PluginContext context = services.open(id);
        PluginTools tools = null;
        try {
            List<Tool<?, ?>> contributed = new ArrayList<>();
            for (ToolProvider provider : plugins.getExtensions(ToolProvider.class, id)) {
                contributed.addAll(provider.tools(context));
            }
            tools = new PluginTools(id, contributed);
            registry.replace(registry.snapshot().with(tools.tools()));
            published.add(new Published(context, tools));
        } catch (RuntimeException | LinkageError e) {
            if (tools != null) {
                tools.close();
            }
            services.close(context);
            throw e;
        }
        PluginWrapper plugin = plugins.getPlugin(id);
        log.info(
                "Plugin {} {}: {}",
                id,
                plugin.getDescriptor().getVersion(),
                tools.tools().isEmpty()
                        ? "no tools"
                        : String.join(
                                ", ",
                                tools.tools().stream().map(RegisteredTool::name).toList()));
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

    private static void refuse(Path jar, String reason) {
        log.error("Plugin {} is not loaded: {}", jar.getFileName(), reason);
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
