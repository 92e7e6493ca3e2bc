package dev.toolgram.host.bench;

import dev.toolgram.api.PluginContext;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.Sender;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.host.Installation;
import dev.toolgram.host.config.HttpConfig;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.http.Health;
import dev.toolgram.host.http.HttpServer;
import dev.toolgram.host.mcp.McpEndpoint;
import dev.toolgram.host.observe.metrics.Metrics;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.plugin.loading.HostPluginContext;
import dev.toolgram.host.plugin.loading.PluginServices;
import dev.toolgram.host.rest.RestEndpoints;
import dev.toolgram.host.telegram.text.TextFormatter;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolVisibility;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The host without TDLib: the distribution's plugins, registry, endpoints, guards, access log and metrics, over a
 * Telegram that responds at once.
 */
final class InstantHost {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private InstantHost() {}

    /** @param arguments the distribution, a folder of further plugins, and a folder for temporary files */
    public static void main(String[] arguments) throws Exception {
        Installation installation = Installation.at(Path.of(arguments[0]));
        Path more = Path.of(arguments[1]);
        Path scratch = Files.createDirectories(Path.of(arguments[2]));
        ToolRegistry registry = new ToolRegistry();
        Metrics metrics = new Metrics(installation.version());
        LivePlugins plugins = plugins(installation, more, scratch);
        ToolDispatcher dispatcher =
                new ToolDispatcher(registry, TIMEOUT, OptionalLong::empty, scratch, metrics.calls());
        int port = Integer.parseInt(System.getenv("BENCH_PORT"));
        HttpConfig options = new HttpConfig(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), null);
        HttpServer server = new HttpServer(
                options,
                new Authorized(),
                metrics.requests(),
                List.of(
                        new RestEndpoints(
                                registry, dispatcher, installation.version(), options::needsKey, ToolVisibility.ALL),
                        new McpEndpoint(registry, dispatcher, installation.version(), 60_000, ToolVisibility.ALL)));
        plugins.load(registry);
        server.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }

    /** The plugins of a distribution and of a folder, over the instant Telegram. */
    static LivePlugins plugins(Installation installation, Path more, Path scratch) {
        LivePlugins plugins = new LivePlugins(
                new LivePlugins.Options(
                        installation.pluginVersion(), List.of(installation.plugins(), more), scratch, TIMEOUT, TIMEOUT),
                new PluginTrust(
                        installation.home().resolve("lib/bundled-plugins.sha256"),
                        false,
                        more.resolve("plugins.sha256")),
                new PluginVariables(Map.of()),
                new Services(scratch));
        var _ = plugins.loadNetworks();
        return plugins;
    }

    /** Responds to {@code getMe} and {@code sendMessage} with the same records every time. */
    private static final class InstantTelegram implements TelegramClient {

        private static final Entity ME = new Entity(
                100_000_001L,
                Entity.Type.USER,
                "ann_sandbox",
                "Ann",
                "Archer",
                null,
                "15550001",
                false,
                "@ann_sandbox");

        private static final Message SENT = new Message(
                4711,
                OffsetDateTime.parse("2026-01-02T03:04:05Z"),
                ME.id(),
                ME.id(),
                new Sender(ME.id(), "Ann Archer", "ann_sandbox"),
                "bench",
                true,
                null,
                false,
                null,
                null,
                null,
                null,
                "@ann_sandbox",
                null);

        @Override
        @SuppressWarnings("unchecked") // R is the result that the plugin declares for its function
        public <R> R send(TdFunction<R> function) {
            return (R)
                    switch (function.getClass().getSimpleName()) {
                        case "GetMe" -> ME;
                        case "SendMessage" -> SENT;
                        default -> throw new UnsupportedOperationException(function.toString());
                    };
        }

        @Override
        public long resolve(String field, ChatReference chat) {
            return ME.id();
        }

        @Override
        public FormattedText format(String text, @Nullable ParseMode mode) {
            return TextFormatter.format(text, mode);
        }

        @Override
        public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
            return () -> {};
        }
    }

    private record Services(Path scratch) implements PluginServices {
        @Override
        public PluginContext open(
                PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
            return new HostPluginContext(manifest.id(), new InstantTelegram(), settings, () -> scratch, scratch);
        }

        @Override
        public void close(PluginContext context) {}
    }

    private record Authorized() implements Health {
        @Override
        public boolean authorized() {
            return true;
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }
    }
}
