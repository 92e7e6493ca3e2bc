package dev.toolgram.host;

import dev.toolgram.api.Tool;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.events.Event;
import dev.toolgram.host.events.EventEndpoints;
import dev.toolgram.host.events.EventResources;
import dev.toolgram.host.events.EventTools;
import dev.toolgram.host.events.UpdateFrame;
import dev.toolgram.host.events.sink.Sinks;
import dev.toolgram.host.events.webhook.WebhookTools;
import dev.toolgram.host.events.webhook.Webhooks;
import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.HttpServer;
import dev.toolgram.host.json.StrictJson;
import dev.toolgram.host.mcp.McpEndpoint;
import dev.toolgram.host.observe.metrics.Metrics;
import dev.toolgram.host.plugin.live.LivePlugins;
import dev.toolgram.host.policy.AccountHealth;
import dev.toolgram.host.policy.AccountRecipients;
import dev.toolgram.host.policy.ApprovalEndpoints;
import dev.toolgram.host.policy.ApprovalGuard;
import dev.toolgram.host.policy.ApprovalList;
import dev.toolgram.host.policy.ApprovalRules;
import dev.toolgram.host.policy.Approvals;
import dev.toolgram.host.policy.Chats;
import dev.toolgram.host.policy.EventAccess;
import dev.toolgram.host.policy.FloodMonitor;
import dev.toolgram.host.policy.KeyFile;
import dev.toolgram.host.policy.Pacing;
import dev.toolgram.host.policy.PacingGuard;
import dev.toolgram.host.policy.Policies;
import dev.toolgram.host.policy.PolicyGuard;
import dev.toolgram.host.policy.ThrottleStatus;
import dev.toolgram.host.policy.ToolSelection;
import dev.toolgram.host.rest.DocsEndpoint;
import dev.toolgram.host.rest.RestEndpoints;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.sends.GetSend;
import dev.toolgram.host.tool.PluginTools;
import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolMenu;
import dev.toolgram.host.tool.ToolRegistry;
import dev.toolgram.host.tool.ToolSnapshot;
import dev.toolgram.host.tool.ToolVisibility;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running host: plugins, Telegram, REST and MCP. Closing it first completes the requests in flight. */
public final class ToolHost implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ToolHost.class);

    /** The time limit for requests in flight when the host closes. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private static final Duration APPROVAL_LIFE = Duration.ofMinutes(5);
    /** The time for which the start waits for Telegram to resolve the chats of keys. */
    private static final Duration RESOLVING = Duration.ofSeconds(10);

    private static final Duration RESOLVE_AGAIN = Duration.ofSeconds(10);
    private static final Duration KEYS_READ = Duration.ofMillis(500);

    private final Config config;
    private final Resources resources;
    private final ToolRegistry registry;
    private final LivePlugins plugins;
    private final TelegramAccount telegram;
    private final HttpServer server;
    private final Policies policies;

    private ToolHost(
            Config config,
            Resources resources,
            ToolRegistry registry,
            LivePlugins plugins,
            TelegramAccount telegram,
            HttpServer server,
            Policies policies) {
        this.policies = policies;
        this.config = config;
        this.resources = resources;
        this.registry = registry;
        this.plugins = plugins;
        this.telegram = telegram;
        this.server = server;
    }

    /**
     * Starts a host. When this returns, it serves requests, but the login may be in progress; see {@link #awaitReady}.
     *
     * @param environment the environment variables with the plugins' settings
     * @throws ConfigException if a setting is invalid
     * @throws SessionTakenException if another process is using the session
     * @throws RuntimeException with a message for the operator, if it cannot start; all resources are closed then
     */
    public static ToolHost start(Config config, Installation installation, Map<String, String> environment)
            throws ConfigException {
        return start(config, installation, environment, new Resources());
    }

    /**
     * As {@link #start(Config, Installation, Map)}.
     *
     * @param resources receives everything that is opened: closing it stops the host, even while it is starting
     */
    public static ToolHost start(
            Config config, Installation installation, Map<String, String> environment, Resources resources)
            throws ConfigException {
        if (!config.aliases().isEmpty()) {
            log.info("Settings under their old names: {}", String.join(", ", config.aliases()));
        }
        config.ignored().forEach(ignored -> log.info("{}", ignored));
        try {
            ToolHost host = build(config, installation, environment, resources);
            log.info("Listening at {}", host.address());
            host.warnIfOpen();
            return host;
        } catch (Throwable e) { // including Error: otherwise the server's threads would keep the process alive
            resources.close();
            throw e;
        }
    }

    /** Opens the parts in dependency order; they close in reverse order. */
    private static ToolHost build(
            Config config, Installation installation, Map<String, String> environment, Resources resources)
            throws ConfigException {
        HostHealth health = new HostHealth();
        Pacing pacing = new Pacing(config.pacing());
        AutoCloseable _ = resources.add(() -> health.enter(Lifecycle.STOPPED));
        Metrics metrics = resources.add(new Metrics(installation.version()));
        TelegramStarter starter = new TelegramStarter(config, installation, resources);
        starter.claim();
        RunDirectory scratch = resources.add(RunDirectory.in(config.storage().downloadDirectory()));
        // Not in the scratch folder, which must be empty between calls.
        RunDirectory copies = resources.add(RunDirectory.in(RunDirectory.temporary("toolgram-plugins")));
        Sinks sinks = new Sinks();
        HostPluginServices services = new HostPluginServices(config, scratch, sinks);
        LivePlugins plugins = resources.add(installation.plugins(config, environment, copies.path(), services));
        // Opened before the parts that calls use, and drained before they close.
        Resources serving = resources.add(new Resources());
        ToolRegistry registry = new ToolRegistry();
        ToolDispatcher dispatcher = serving.add(new ToolDispatcher(
                registry,
                config.requestTimeout(),
                services::accountId,
                scratch.subdirectory("calls"),
                metrics.calls()));
        Policies policies = resources.add(new Policies(
                KeyFile.in(config.storage().dataDirectory()),
                config.http().authKey(),
                registry,
                InstantSource.system(),
                RESOLVE_AGAIN));
        Approvals approvals = new Approvals(APPROVAL_LIFE);
        ApprovalRules approvalRules =
                ApprovalRules.of(ApprovalList.of(config.safety().approve()), policies);
        EventEndpoints events = new EventEndpoints(config.bareResults(), HttpServer.maxWaiting());
        McpEndpoint mcp = new McpEndpoint(
                registry,
                dispatcher,
                installation.version(),
                config.mcpResultBytes(),
                visibility(config),
                ToolSelection.of(config.tools()));
        HttpServer server = serving.add(server(
                config,
                installation.version(),
                registry,
                dispatcher,
                policies,
                health,
                metrics,
                pacing,
                List.of(new ApprovalEndpoints(approvalRules, approvals, config.bareResults()), events, mcp)));
        server.listen(); // serves /healthz while the rest starts
        TelegramAccount telegram = starter.start(plugins.loadNetworks());
        services.connect(telegram);
        sinks.connect(starter.events());
        Sinks _ = resources.add(sinks); // closed before the events, and before the plugins
        pace(telegram, pacing);
        pacing.restoreFirstContacts(
                starter.firstContacts().within(config.pacing().firstContact().period()));
        dispatcher.record(starter.journal());
        if (config.safety().readOnly()) {
            dispatcher.refuseWrites();
        }
        if (config.safety().dryRun()) {
            dispatcher.onlyPreview();
        }
        dispatcher.lookUp(telegram::recipient);
        Chats chats = new AccountChats(telegram);
        EventAccess eventAccess = new EventAccess(policies, chats, InstantSource.system());
        Webhooks webhooks = resources.add(new Webhooks(
                config.webhooks(), starter.webhooks(), starter.events(), eventAccess, ToolHost::updateFrame));
        registry.replace(ToolSnapshot.EMPTY
                .with(resources
                        .add(hostTools(config, telegram, starter.journal(), pacing))
                        .tools())
                .with(resources
                        .add(PluginTools.ofHost("events", new EventTools(starter.events(), eventAccess).tools()))
                        .tools())
                .with(resources
                        .add(PluginTools.ofHost(ToolMenu.REST_ONLY, new WebhookTools(webhooks, eventAccess).tools()))
                        .tools()));
        health.watch(telegram.engine());
        health.watch(pacing::writesStopped);
        metrics.watch(telegram.engine());
        metrics.watch(starter.events());
        PolicyGuard guard = new PolicyGuard(policies, registry, chats, starter.audit()::add);
        dispatcher.limit(guard);
        events.connect(starter.events(), eventAccess);
        mcp.connect(new EventResources(starter.events(), eventAccess));
        approvals.audit(guard);
        // A forbidden call asks nobody and costs nothing; a call that waits for a person must not hold a slot.
        dispatcher.guard(List.of(
                guard,
                new ApprovalGuard(approvalRules, approvals, new AccountRecipients(telegram)),
                new PacingGuard(
                        pacing,
                        telegram.resolver()::known,
                        new AccountRecipients(telegram),
                        key -> policies.of(key).pace(),
                        starter.firstContacts()::add)));
        plugins.load(registry);
        List<String> problems = new ArrayList<>(plugins.unknownVariables());
        problems.addAll(policies.problems());
        problems.addAll(ToolSelection.of(config.tools()).unknown(registry.snapshot()));
        if (policies.needsAccount()) {
            Optional<String> _ = telegram.engine().awaitService(RESOLVING);
        }
        problems.addAll(policies.connect(chats));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        rejectUnknown(approvalRules, registry.snapshot());
        policies.watch(KEYS_READ);
        metrics.watch(registry, plugins::count);
        AutoCloseable _ = resources.add(plugins.watch());
        AutoCloseable _ = resources.add(serving);
        AutoCloseable _ = resources.add(() -> drain(server, health)); // closed first
        webhooks.start();
        server.open();
        health.enter(Lifecycle.READY);
        return new ToolHost(config, resources, registry, plugins, telegram, server, policies);
    }

    /** A mistyped name would leave calls without the approval that the operator wants. */
    private static void rejectUnknown(ApprovalRules rules, ToolSnapshot tools) throws ConfigException {
        List<String> unknown = rules.of(null).tools().stream()
                .filter(name -> tools.find(name).isEmpty())
                .map(name -> "TOOLGRAM_APPROVE names '%s', which is neither a tool, an effect nor first-contact%s"
                        .formatted(
                                name,
                                tools.similar(name)
                                        .map(". Did you mean %s?"::formatted)
                                        .orElse("")))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ConfigException(unknown);
        }
    }

    private static void pace(TelegramAccount telegram, Pacing pacing) {
        telegram.resolver().onLookup(pacing::admitLookup);
        telegram.engine().onRequest(new FloodMonitor(pacing));
        telegram.engine()
                .listeners()
                .add("updateFreezeState", update -> pacing.frozen(Td.flag(update.tree(), "is_frozen")));
    }

    private static PluginTools hostTools(Config config, TelegramAccount telegram, SendJournal journal, Pacing pacing) {
        boolean readOnly = config.safety().readOnly();
        List<Tool<?, ?>> tools = List.of(
                new GetSend(journal, Objects.requireNonNull(telegram.sends())),
                new ThrottleStatus(
                        pacing, telegram::known, readOnly, config.safety().dryRun()),
                new AccountHealth(
                        pacing,
                        telegram.engine()::ready,
                        readOnly,
                        config.safety().dryRun()));
        return PluginTools.ofHost(tools);
    }

    /** The original has no frame for some types of events. */
    private static byte @Nullable [] updateFrame(Event event) {
        return UpdateFrame.TYPES.contains(event.type()) ? StrictJson.write(UpdateFrame.of(event)) : null;
    }

    private static ToolVisibility visibility(Config config) {
        return config.safety().readOnly() ? (tool, keyName) -> tool.isReadOnly() : ToolVisibility.ALL;
    }

    private static HttpServer server(
            Config config,
            String version,
            ToolRegistry registry,
            ToolDispatcher dispatcher,
            Policies policies,
            HostHealth health,
            Metrics metrics,
            Pacing pacing,
            List<HttpModule> own) {
        List<HttpModule> modules = new ArrayList<>();
        if (config.http().metrics()) {
            modules.add(metrics.endpoint()); // first, so that no plugin's route can override an unauthenticated path
        }
        modules.addAll(own);
        modules.add(new RestEndpoints(
                registry,
                dispatcher,
                version,
                path -> policies.isRequired() && !config.http().isOpen(path),
                visibility(config),
                config.bareResults(),
                config.http().metrics() ? Set.of() : Set.of("/metrics")));
        modules.add(new DocsEndpoint());
        return new HttpServer(config.http(), policies, health, metrics.requests(), modules, pacing::headers);
    }

    private static void drain(HttpServer server, HostHealth health) {
        health.enter(Lifecycle.DRAINING);
        try {
            if (!server.drain(DRAIN)) {
                log.warn("Requests still running after {} s, interrupting them", DRAIN.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For tests: the published tools. */
    ToolRegistry registry() {
        return registry;
    }

    /** For tests: the loaded plugins. */
    LivePlugins plugins() {
        return plugins;
    }

    /**
     * Waits until the account is logged in and connected, or user action is needed.
     *
     * @return what is missing, for the operator; empty when ready
     */
    public String awaitReady(Duration timeout) {
        return telegram.engine().awaitService(timeout).orElse("");
    }

    /** The base URL of the host for clients on this machine. */
    public URI address() {
        InetSocketAddress listen = config.http().listenAddress();
        String host = listen.getAddress().isAnyLocalAddress() ? "localhost" : listen.getHostString();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port()));
    }

    /** Completes the requests in flight, then closes everything. Idempotent. */
    @Override
    public void close() {
        resources.close();
    }

    private void warnIfOpen() {
        boolean local = config.http().listenAddress().getAddress().isLoopbackAddress();
        if (!local && !policies.isRequired()) {
            log.warn(
                    "Neither TOOLGRAM_AUTH_KEY is set nor keys.json exists: anyone who can reach {} can use this account",
                    address());
        }
    }
}
