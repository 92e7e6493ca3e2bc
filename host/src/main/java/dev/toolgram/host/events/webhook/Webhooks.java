package dev.toolgram.host.events.webhook;

import dev.toolgram.api.net.AddressGuard;
import dev.toolgram.api.net.AllowList;
import dev.toolgram.host.config.WebhooksConfig;
import dev.toolgram.host.events.Event;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.policy.EventAccess;
import dev.toolgram.host.store.StoredWebhook;
import dev.toolgram.host.store.WebhookTable;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The webhooks of an account, and the deliveries of those that run. Thread-safe. */
public final class Webhooks implements AutoCloseable {

    /** The id of the webhook that the operator has set in {@code POST_TO_URL}. */
    static final String POST_TO = "post-to-url";

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final WebhooksConfig settings;
    private final WebhookTable table;
    private final EventLog events;
    private final EventAccess access;
    private final Function<Event, byte @Nullable []> originalFrame;
    private final RetryDelays delays;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Deliveries> running = new HashMap<>();

    /**
     * A webhook as it is now.
     *
     * @param stored its row
     * @param config its configuration
     * @param pending see {@link Deliveries#pending}
     * @param dead how many events were given up
     */
    record Status(StoredWebhook stored, WebhookConfig config, long pending, int dead) {}

    /** @param originalFrame the document of an event for {@code POST_TO_URL}; {@code null} if it has none */
    public Webhooks(
            WebhooksConfig settings,
            WebhookTable table,
            EventLog events,
            EventAccess access,
            Function<Event, byte @Nullable []> originalFrame) {
        this(settings, table, events, access, originalFrame, RetryDelays.STANDARD, InstantSource.system());
    }

    Webhooks(
            WebhooksConfig settings,
            WebhookTable table,
            EventLog events,
            EventAccess access,
            Function<Event, byte @Nullable []> originalFrame,
            RetryDelays delays,
            InstantSource clock) {
        this.settings = settings;
        this.table = table;
        this.events = events;
        this.access = access;
        this.originalFrame = originalFrame;
        this.delays = delays;
        this.clock = clock;
    }

    /** Starts the deliveries of the webhooks that there are, and of the operator's URL. */
    public synchronized void start() {
        if (events.isForbidden()) {
            return;
        }
        Optional<StoredWebhook> own = table.all().stream()
                .filter(webhook -> webhook.id().equals(POST_TO))
                .findFirst();
        Optional<URI> url = settings.postTo();
        if (url.isPresent()) {
            WebhookConfig config = new WebhookConfig(url.get().toString(), null, Set.of(), Map.of(), null, Map.of());
            if (own.isPresent()) {
                table.configure(POST_TO, config.json());
            } else {
                add(POST_TO, "", config);
            }
        } else if (own.isPresent()) {
            table.delete(POST_TO);
        }
        for (StoredWebhook webhook : table.all()) {
            run(webhook);
        }
    }

    /** The webhooks that a key has made, and the operator's for a key that may do everything; oldest first. */
    synchronized List<Status> of(@Nullable String keyName) {
        return table.all().stream()
                .filter(webhook -> access.isFull(keyName) || webhook.caller().equals(caller(keyName)))
                .map(this::status)
                .toList();
    }

    private Status status(StoredWebhook webhook) {
        Deliveries deliveries = running.get(webhook.id());
        long pending = deliveries == null
                ? table.held(webhook.id()).size() + Math.max(0, events.newest() - webhook.cursor())
                : deliveries.pending();
        return new Status(webhook, WebhookConfig.of(webhook.config()), pending, table.dead(webhook.id()));
    }

    /** Adds a webhook that gets the events from now on. */
    synchronized Status create(@Nullable String keyName, WebhookConfig config) {
        byte[] id = new byte[8];
        random.nextBytes(id);
        StoredWebhook added = add("wh_" + HexFormat.of().formatHex(id), caller(keyName), config);
        run(added);
        return status(added);
    }

    private StoredWebhook add(String id, String caller, WebhookConfig config) {
        events.turnOn();
        StoredWebhook webhook =
                new StoredWebhook(id, caller, config.json(), clock.millis(), events.newest(), null, 0, null, 0);
        table.add(webhook);
        return webhook;
    }

    /**
     * Changes a webhook, which goes on where it was.
     *
     * @param active {@code null} to leave it as it is
     */
    synchronized void update(String id, WebhookConfig config, @Nullable Boolean active) {
        halt(id);
        table.configure(id, config.json());
        if (active != null) {
            table.stop(id, active ? null : "Stopped by its owner");
        }
        table.all().stream().filter(webhook -> webhook.id().equals(id)).forEach(this::run);
    }

    synchronized void delete(String id) {
        halt(id);
        table.delete(id);
    }

    /** Delivers the events from a number on again. */
    synchronized void redeliver(String id, long from) {
        halt(id);
        table.rewind(id, from - 1);
        table.all().stream().filter(webhook -> webhook.id().equals(id)).forEach(this::run);
    }

    /** A new secret. */
    String secret() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    /** The first event that is kept. */
    long oldestEvent() {
        return events.oldest();
    }

    boolean areForbidden() {
        return events.isForbidden();
    }

    /**
     * Checks a URL.
     *
     * @throws IllegalArgumentException with a message for the caller
     */
    void check(String url) {
        WebhookUrl parsed = WebhookUrl.of(url);
        if (!parsed.isHttps() && !settings.allow().permits(parsed.host(), parsed.port())) {
            throw new IllegalArgumentException(
                    "Only https is accepted: the operator can allow http for this host in TOOLGRAM_WEBHOOK_ALLOW");
        }
    }

    private void run(StoredWebhook webhook) {
        if (webhook.stopped() != null) {
            return;
        }
        boolean isOperators = webhook.id().equals(POST_TO);
        WebhookUrl url = WebhookUrl.of(WebhookConfig.of(webhook.config()).url());
        AllowList allow = isOperators ? AllowList.valueOf(url.authority()) : settings.allow();
        WebhookSender sender = new WebhookSender(
                url, new AddressGuard(allow), isOperators ? settings.postToTimeout() : TIMEOUT, tls());
        String keyName = webhook.caller().isEmpty() ? null : webhook.caller();
        Deliveries _ = running.put(
                webhook.id(),
                new Deliveries(
                        webhook,
                        table,
                        events,
                        KeyView.of(access, keyName),
                        sender,
                        isOperators ? originalFrame : Event::json,
                        delays,
                        clock));
    }

    private void halt(String id) {
        Deliveries deliveries = running.remove(id);
        if (deliveries != null) {
            deliveries.close();
        }
    }

    private static String caller(@Nullable String keyName) {
        return keyName == null ? "" : keyName;
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Ends the deliveries. */
    @Override
    public synchronized void close() {
        List.copyOf(running.keySet()).forEach(this::halt);
    }
}
