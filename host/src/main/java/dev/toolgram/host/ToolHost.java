package dev.toolgram.host;

import dev.toolgram.api.PluginContext;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.config.Secret;
import dev.toolgram.host.http.HttpOptions;
import dev.toolgram.host.http.HttpServer;
import dev.toolgram.host.mcp.McpEndpoint;
import dev.toolgram.host.observe.metrics.Metrics;
import dev.toolgram.host.plugin.FunctionGate;
import dev.toolgram.host.plugin.HostPluginContext;
import dev.toolgram.host.plugin.LivePlugins;
import dev.toolgram.host.plugin.PluginManifest;
import dev.toolgram.host.plugin.PluginServices;
import dev.toolgram.host.rest.DocsEndpoint;
import dev.toolgram.host.rest.RestEndpoints;
import dev.toolgram.host.session.PrivateFiles;
import dev.toolgram.host.telegram.TdlibTelegramClient;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole host: plugins, Telegram, doors. It listens first, and answers for its health while the rest starts in the
 * order in which the parts need each other; it closes the doors first, then the rest in the opposite order, also when a
 * start fails half way.
 */
public final class ToolHost implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ToolHost.class);

    /** How long requests in flight may take to end once the host closes. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Config config;
    private final Resources resources;
    private final ToolRegistry registry = new ToolRegistry();
    private final TelegramHealth health = new TelegramHealth();
    private final Metrics metrics;
    private final RunDirectory scratch;
    private final LivePlugins plugins;
    private final TelegramAccount telegram;
    private final HttpServer server;

    private ToolHost(Config config, Installation installation, Map<String, String> environment, Resources resources)
            throws ConfigException {
        this.config = config;
        this.resources = resources;
        metrics = resources.add(new Metrics(installation.version()));
        try {
            TelegramStarter starter = new TelegramStarter(config, installation, resources);
            starter.claim();
            scratch = resources.add(RunDirectory.in(config.storage().downloadDirectory()));
            // Not in the folder above: between calls that one holds no file.
            RunDirectory copies = resources.add(RunDirectory.in(RunDirectory.temporary("toolgram-plugins")));
            plugins = resources.add(new LivePlugins(
                    installation.pluginOptions(config, copies.path()),
                    installation.trust(config),
                    new PluginVariables(environment),
                    new Services()));
            // Opened before all that calls use is there, and closed before any of it.
            Resources doors = resources.add(new Resources());
            ToolDispatcher dispatcher = doors.add(new ToolDispatcher(
                    registry, config.requestTimeout(), scratch.subdirectory("calls"), metrics.calls()));
            server = doors.add(serve(dispatcher, installation.version()));
            server.listen(); // health can be asked while the rest takes its time
            plugins.load();
            telegram = starter.start(plugins.networks());
            metrics.watch(telegram.engine());
            plugins.publish(registry);
            metrics.watch(registry, plugins::count);
            AutoCloseable _ = resources.add(plugins.watch());
            AutoCloseable _ = resources.add(doors);
            AutoCloseable _ = resources.add(this::drain); // which comes first when all of this is closed
            server.open();
            health.watch(telegram.engine()); // only now: whoever waits for 'authorized' is going to call
        } catch (RuntimeException | ConfigException e) {
            resources.close();
            throw e;
        }
    }

    /**
     * Starts a host. It serves when this returns, and may still be signing in; {@link #awaitReady} tells.
     *
     * @param environment where plugins' settings are
     * @throws ConfigException if a setting turns out to be wrong
     * @throws SessionTakenException if another process serves the session
     * @throws RuntimeException with a message for the operator, if it cannot start; then nothing is left open
     */
    public static ToolHost start(Config config, Installation installation, Map<String, String> environment)
            throws ConfigException {
        return start(config, installation, environment, new Resources());
    }

    /**
     * As {@link #start(Config, Installation, Map)}.
     *
     * @param resources gets whatever is opened: to close it ends the host, also while it is starting
     */
    public static ToolHost start(
            Config config, Installation installation, Map<String, String> environment, Resources resources)
            throws ConfigException {
        if (!config.aliases().isEmpty()) {
            log.info("Settings under their old names: {}", String.join(", ", config.aliases()));
        }
        ToolHost host = new ToolHost(config, installation, environment, resources);
        log.info("Listening at {}", host.address());
        host.warnIfOpen();
        return host;
    }

    private HttpServer serve(ToolDispatcher dispatcher, String version) {
        HttpOptions options = new HttpOptions(
                config.http().listenAddress(),
                config.http().authKey().map(Secret::reveal).orElse(null),
                config.http().metricsOpen() ? Set.of("/metrics") : Set.of(),
                config.http().allowedHosts(),
                config.http().allowedOrigins());
        return new HttpServer(
                options,
                health,
                metrics.requests(),
                List.of(
                        // Before the tools: where it is open, no plugin's route may take its place.
                        metrics.door(),
                        new RestEndpoints(registry, dispatcher, version, options::needsKey),
                        new McpEndpoint(registry, dispatcher, version),
                        new DocsEndpoint()));
    }

    private TelegramAccount telegram() {
        return telegram;
    }

    /** For tests: what is served, and where it comes from. */
    ToolRegistry registry() {
        return registry;
    }

    LivePlugins plugins() {
        return plugins;
    }

    /**
     * Waits until the account is logged in and Telegram answers, or until that needs somebody.
     *
     * @return what is missing, for the operator; empty when nothing is
     */
    public String awaitReady(Duration patience) {
        return telegram.engine().awaitService(patience).orElse("");
    }

    /** Where the host answers, as a person on this machine would write it. */
    public URI address() {
        InetSocketAddress listen = config.http().listenAddress();
        String host = listen.getAddress().isAnyLocalAddress() ? "localhost" : listen.getHostString();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port()));
    }

    /** Answers what is in flight, then closes everything. Closing twice is allowed. */
    @Override
    public void close() {
        resources.close();
    }

    private void drain() {
        try {
            if (!server.drain(DRAIN)) {
                log.warn("Some requests were still running after {} s and are cut off", DRAIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void warnIfOpen() {
        boolean local = config.http().listenAddress().getAddress().isLoopbackAddress();
        if (!local && config.http().authKey().isEmpty()) {
            log.warn("Anybody who can reach {} can use this account: set TOOLGRAM_AUTH_KEY", address());
        }
    }

    private final class Services implements PluginServices {

        private final AtomicLong opened = new AtomicLong();

        @Override
        public PluginContext open(
                PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
            String pluginId = manifest.id();
            return new HostPluginContext(
                    pluginId,
                    new TdlibTelegramClient(
                            pluginId,
                            telegram(),
                            config.telegram().floodSleepThreshold(),
                            this::deadline,
                            new FunctionGate(manifest),
                            threads),
                    settings,
                    () -> home(pluginId),
                    // Not the one of the version that it replaces, which may still have calls.
                    scratch.subdirectory("%s-%d".formatted(pluginId, opened.incrementAndGet())));
        }

        @Override
        public void close(PluginContext context) {
            ((TdlibTelegramClient) context.telegram()).close();
            RunDirectory.delete(context.scratchDirectory());
        }

        private Path home(String pluginId) {
            Path home = config.storage().dataDirectory().resolve("plugins").resolve(pluginId);
            try {
                return PrivateFiles.folder(home);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make the folder " + home, e);
            }
        }

        /** A plugin may also ask outside of a call, from a thread of its own: then a call's time begins now. */
        private Instant deadline() {
            return CallContext.current()
                    .map(CallContext::deadline)
                    .orElseGet(() -> Instant.now().plus(config.requestTimeout()));
        }
    }
}
