package dev.toolgram.host;

import dev.toolgram.api.TelegramNetwork;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import dev.toolgram.host.config.TelegramConfig;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventRecorder;
import dev.toolgram.host.session.FirstOpening;
import dev.toolgram.host.session.SessionDatabase;
import dev.toolgram.host.session.SessionImport;
import dev.toolgram.host.session.StringSession;
import dev.toolgram.host.store.AuditLog;
import dev.toolgram.host.store.Database;
import dev.toolgram.host.store.EventTable;
import dev.toolgram.host.store.FirstContacts;
import dev.toolgram.host.store.SendJournal;
import dev.toolgram.host.store.WebhookTable;
import dev.toolgram.host.telegram.TelegramAccount;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.TdlibSettings;
import dev.toolgram.host.telegram.tdjson.TrustedLibrary;
import dev.toolgram.host.tool.CallContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts TDLib for the configured account or network. */
public final class TelegramStarter {

    private static final Logger log = LoggerFactory.getLogger(TelegramStarter.class);

    /** The pause after the log of events could not be written. */
    private static final Duration EVENTS_RETRY = Duration.ofSeconds(5);

    private final Config config;
    private final Installation installation;
    private final Resources resources;
    private @Nullable SendJournal journal;
    private @Nullable AuditLog audit;
    private @Nullable FirstContacts firstContacts;
    private @Nullable EventLog events;
    private @Nullable WebhookTable webhooks;

    public TelegramStarter(Config config, Installation installation, Resources resources) {
        this.config = config;
        this.installation = installation;
        this.resources = resources;
    }

    /**
     * A Telegram network and how to connect to it.
     *
     * @param library the TDLib library that trusts its key
     * @param application the application id and hash
     * @param proxy the proxy; {@code null} for the public network
     * @param login the automatic login; {@code null} for none
     * @param data the folder of the session databases
     * @param scratch a folder for this run; {@code null} for the public network
     */
    public record Target(
            Path library,
            TelegramNetwork.Application application,
            @Nullable InetSocketAddress proxy,
            TelegramNetwork.@Nullable Login login,
            Path data,
            @Nullable RunDirectory scratch) {}

    /**
     * Locks the session for this process, if it is already known. Must be called before anything
     * is opened or modified.
     *
     * @throws SessionTakenException if another process is using it
     */
    public void claim() {
        if (config.telegram().isLive()) {
            config.telegram()
                    .session()
                    .ifPresent(session ->
                            claim(new SessionDatabase(config.storage().dataDirectory(), session)));
        }
    }

    private void claim(SessionDatabase database) {
        resources.add(database.claim().orElseThrow(() -> new SessionTakenException(database.folder())));
    }

    /**
     * Starts the account of the session string, or of a network with automatic login. Returns at once; the engine
     * reports whether Telegram is reachable.
     *
     * @throws ConfigException if the network is unknown, or needs a session string
     */
    public TelegramAccount start(List<TelegramNetwork> networks) throws ConfigException {
        Target target = reach(networks);
        if (target.login() != null && target.scratch() != null) {
            // A new database for each run: such a network loses its keys when it closes, and TDLib deletes a
            // database whose key the server does not know.
            Path folder = target.scratch().subdirectory("database");
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            TelegramAccount account =
                    account(TdlibEngine.claim(settings(target, folder, "", target.login())), folder, secret);
            account.engine().begin();
            return account;
        }
        SessionDatabase database = new SessionDatabase(target.data(), session());
        if (target.scratch() != null) {
            claim(database); // only now is it known that this network has no automatic login
        }
        database.protect();
        database.setAsideIfDamaged()
                .ifPresent(kept -> log.warn(
                        "Database of this session is damaged: keeping it as {}, creating a new one from"
                                + " TOOLGRAM_SESSION",
                        kept));
        TelegramAccount account = account(
                TdlibEngine.prepare(settings(target, database.folder(), database.key(), null)),
                database.folder(),
                database.storeKey());
        TdlibEngine engine = account.engine();
        if (database.exists()) {
            engine.begin();
        } else {
            FirstOpening opening = new FirstOpening(
                    installation.jar(),
                    (folder, key) -> settings(target, folder, key, null),
                    () -> engine.postpone(new AuthorizationState.TakingOver(true)));
            resources.add(SessionImport.start(database, opening, engine));
        }
        return account;
    }

    /** An account with its journal and its events, which are opened before TDLib and closed after it. */
    private TelegramAccount account(TdlibEngine engine, Path folder, byte[] secret) {
        System.setProperty("org.sqlite.lib.path", installation.natives().toString());
        Database database = resources.add(Database.open(folder, secret));
        SendJournal opened = new SendJournal(database, InstantSource.system());
        journal = opened;
        audit = new AuditLog(database);
        firstContacts = new FirstContacts(database);
        Database eventDatabase = resources.add(Database.openEvents(folder, secret));
        webhooks = new WebhookTable(eventDatabase);
        EventLog recorded = resources.add(
                new EventLog(new EventTable(eventDatabase), config.events(), InstantSource.system(), EVENTS_RETRY));
        events = recorded;
        TelegramAccount account = new TelegramAccount(
                engine,
                opened,
                () -> CallContext.current().map(CallContext::journal).orElse(null));
        // Closed after TDLib, to record its last updates.
        resources.add(new EventRecorder(account, recorded, InstantSource.system()));
        return resources.add(account);
    }

    /** The journal of the account that {@link #start} started. */
    public SendJournal journal() {
        return Objects.requireNonNull(journal, "not started");
    }

    /** The audit of the account that {@link #start} started. */
    AuditLog audit() {
        return Objects.requireNonNull(audit, "not started");
    }

    /** The first messages of the account that {@link #start} started. */
    FirstContacts firstContacts() {
        return Objects.requireNonNull(firstContacts, "not started");
    }

    /** The events of the account that {@link #start} started. */
    EventLog events() {
        return Objects.requireNonNull(events, "not started");
    }

    /** The webhooks of the account that {@link #start} started. */
    WebhookTable webhooks() {
        return Objects.requireNonNull(webhooks, "not started");
    }

    private StringSession session() throws ConfigException {
        return config.telegram()
                .session()
                .orElseThrow(() -> new ConfigException(
                        List.of("TOOLGRAM_SESSION is required: run 'toolgram login' to get one for this network")));
    }

    /** Opens the configured Telegram network. */
    public Target reach(List<TelegramNetwork> networks) throws ConfigException {
        Path library = library();
        if (config.telegram().isLive()) {
            TelegramNetwork.Application application = new TelegramNetwork.Application(
                    config.telegram().apiId(), config.telegram().apiHash().reveal());
            return new Target(library, application, null, null, config.storage().dataDirectory(), null);
        }
        return reach(chosen(networks), library);
    }

    private Target reach(TelegramNetwork network, Path library) {
        Path data = config.storage().dataDirectory().resolve(network.name());
        RunDirectory run = resources.add(RunDirectory.in(data));
        TelegramNetwork.Connection connection = resources.add(network.open(run.subdirectory("network")));
        Path trusting = run.path().resolve("libtdjson.so");
        try {
            TrustedLibrary.write(library, connection.serverKey(), trusting);
        } catch (IOException e) {
            throw new StartException("Cannot write a copy of TDLib's library to " + trusting, e);
        }
        return new Target(trusting, connection.application(), connection.proxy(), connection.login(), data, run);
    }

    private Path library() {
        Path library = config.storage().tdlib().orElse(installation.tdlib());
        if (!Files.isRegularFile(library)) {
            throw new StartException("TDLib's library is missing: " + library + " does not exist"
                    + ". Set TOOLGRAM_TDLIB_PATH to a libtdjson");
        }
        return library;
    }

    private TelegramNetwork chosen(List<TelegramNetwork> networks) throws ConfigException {
        String name = config.telegram().network();
        String known = networks.stream().map(network -> ", " + network.name()).collect(Collectors.joining());
        return networks.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        List.of("TOOLGRAM_TELEGRAM is '%s', but no plugin brings it; there are: live%s"
                                .formatted(name, known))));
    }

    /** @param login {@code null} for an interactive login */
    public TdlibSettings settings(Target target, Path folder, String key, TelegramNetwork.@Nullable Login login) {
        TelegramConfig.Device device = config.telegram().device();
        return new TdlibSettings(
                target.library(),
                folder,
                key,
                target.application(),
                new TdlibSettings.Device(device.model(), device.systemVersion(), device.applicationVersion()),
                target.proxy(),
                login);
    }
}
