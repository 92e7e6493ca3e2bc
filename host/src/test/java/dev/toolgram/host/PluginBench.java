package dev.toolgram.host;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.toolgram.api.PluginContext;
import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.api.ToolContext.Caller;
import dev.toolgram.host.cli.OfflinePluginServices;
import dev.toolgram.host.config.PluginVariables;
import dev.toolgram.host.plugin.archive.PluginManifest;
import dev.toolgram.host.plugin.archive.PluginTrust;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.plugin.loading.HostPluginContext;
import dev.toolgram.host.plugin.loading.PluginServices;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.TestCalls;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs plugins of a folder with the registry and the dispatcher, without Telegram, REST and MCP. Captures the log. */
@NullMarked
final class PluginBench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path scratch;
    private final Path folder;
    private final ToolRegistry registry = new ToolRegistry();
    private final ToolDispatcher dispatcher;
    private final LivePlugins plugins;
    private List<String> networks = List.of();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger contexts = new AtomicInteger();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    PluginBench(Path parent) {
        this(parent, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    PluginBench(Path parent, Duration startLimit, Duration callLimit) {
        this(parent, startLimit, callLimit, false);
    }

    /** Only what is pinned in the folder's {@code plugins.sha256} is loaded. */
    static PluginBench trustingListedOnly(Path parent) {
        return new PluginBench(parent, Duration.ofSeconds(30), Duration.ofSeconds(30), true);
    }

    private PluginBench(Path parent, Duration startLimit, Duration callLimit, boolean listedOnly) {
        appender.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(appender);
        Path bundled = parent.resolve("bundled.sha256");
        folder = parent.resolve("plugins");
        try {
            scratch = Files.createDirectories(parent.resolve("scratch")); // and with it the parent
            Path _ = Files.writeString(bundled, "# none\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dispatcher = new ToolDispatcher(registry, callLimit, OptionalLong::empty, scratch, CallListener.NOBODY);
        plugins = new LivePlugins(
                new LivePlugins.Options("0.1.0", List.of(folder), scratch, startLimit, callLimit),
                new PluginTrust(bundled, listedOnly, folder.resolve("plugins.sha256")),
                new PluginVariables(Map.of()),
                new Services());
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.toolgram.host");
    }

    /** The folder; made when it is first asked for. */
    Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PluginBench start() {
        networks = plugins.loadNetworks().stream().map(TelegramNetwork::name).toList();
        plugins.load(registry);
        return this;
    }

    LivePlugins plugins() {
        return plugins;
    }

    List<String> networks() {
        return networks;
    }

    ToolRegistry registry() {
        return registry;
    }

    /** The current number of plugin contexts. */
    int contexts() {
        return contexts.get();
    }

    ToolResult call(String tool) {
        return call(tool, "{}");
    }

    ToolResult call(String tool, String arguments) {
        return TestCalls.dispatch(
                dispatcher, new ToolCall(tool, (ObjectNode) JSON.readTree(arguments), Caller.REST, "request-" + tool));
    }

    /** The field {@code said} of a tool's result. */
    String said(String tool) {
        return said(tool, "{}");
    }

    String said(String tool, String arguments) {
        return switch (call(tool, arguments)) {
            case ToolResult.Success(var json, var _) ->
                JSON.readTree(json).path("said").asString();
            case ToolResult other -> other.toString();
        };
    }

    List<String> lines() {
        return lines;
    }

    /** The lines of the log that hold a text. */
    List<String> lines(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not: " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        dispatcher.close();
        plugins.close();
        logger().detachAppender(appender);
    }

    private final class Services implements PluginServices {

        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public PluginContext open(
                PluginManifest manifest, Map<Class<? extends Record>, Record> settings, ThreadFactory threads) {
            contexts.incrementAndGet();
            try {
                Path own = Files.createDirectory(scratch.resolve(manifest.id() + "-" + opened.incrementAndGet()));
                return new HostPluginContext(
                        manifest.id(), new OfflinePluginServices.NoTelegram(), settings, () -> own, own);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close(PluginContext context) {
            contexts.decrementAndGet();
            RunDirectory.delete(context.scratchDirectory());
        }
    }
}
