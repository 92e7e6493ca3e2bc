package dev.toolgram.host.events.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.toolgram.host.events.Event;
import dev.toolgram.host.events.EventFilter;
import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventPage;
import dev.toolgram.host.events.webhook.WebhookSender.Outcome;
import dev.toolgram.host.store.HeldDelivery;
import dev.toolgram.host.store.StoreException;
import dev.toolgram.host.store.StoredWebhook;
import dev.toolgram.host.store.WebhookTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one webhook, one at a time, on a thread of its own. When an event fails, the later ones of its
 * chat wait behind it, while other chats go on; when two fail in a row, the receiver is taken to be down, and everything
 * waits for the next retry.
 */
final class Deliveries implements EventLog.Reader, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private static final String KIND = "webhook";
    private static final int PAGE = 100;
    private static final long IDLE_MILLIS = 3_600_000;
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);
    private static final Duration REFUSED_RETRY = Duration.ofSeconds(10);
    private static final int GONE = 410;

    private final StoredWebhook webhook;
    private final WebhookConfig config;
    private final EventFilter filter;
    private final WebhookTable table;
    private final EventLog events;
    private final KeyView view;
    private final WebhookSender sender;
    private final Function<Event, byte @Nullable []> body;
    private final RetryDelays delays;
    private final InstantSource clock;
    private final TreeMap<Long, HeldDelivery> held = new TreeMap<>();
    private final Thread thread;
    private volatile long cursor;
    private volatile boolean closed;
    private int failures;
    private long pausedUntil;

    /**
     * Starts to deliver.
     *
     * @param view what the webhook's key may see
     * @param body the document of an event; {@code null} for an event that is not delivered
     */
    Deliveries(
            StoredWebhook webhook,
            WebhookTable table,
            EventLog events,
            KeyView view,
            WebhookSender sender,
            Function<Event, byte @Nullable []> body,
            RetryDelays delays,
            InstantSource clock) {
        this.webhook = webhook;
        this.config = WebhookConfig.of(webhook.config());
        this.filter = config.filter();
        this.table = table;
        this.events = events;
        this.view = view;
        this.sender = sender;
        this.body = body;
        this.delays = delays;
        this.clock = clock;
        this.cursor = webhook.cursor();
        table.held(webhook.id()).forEach(delivery -> held.put(delivery.seq(), delivery));
        this.thread = Thread.ofVirtual().name("webhook " + webhook.id()).start(this::run);
    }

    /** The number of undelivered events, including those behind the cursor that the filter leaves out. */
    long pending() {
        synchronized (held) {
            return held.size() + Math.max(0, events.newest() - cursor);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public long lag() {
        return pending();
    }

    @Override
    public long waiting() {
        synchronized (held) {
            return held.isEmpty() ? (events.newest() > cursor ? cursor + 1 : 0) : held.firstKey();
        }
    }

    /** Its webhook ends it: what arrives while the host stops is delivered, too. */
    @Override
    public void end() {}

    private void run() {
        events.opened(this);
        try {
            while (!closed) {
                try {
                    step();
                } catch (StoreException e) {
                    log.error("Webhook {} waits for the database: {}", webhook.id(), e.getMessage());
                    Thread.sleep(STORE_RETRY);
                }
            }
        } catch (InterruptedException | CancellationException e) { // closed
            Thread.currentThread().interrupt();
        } finally {
            events.closed(this);
        }
    }

    private void step() throws InterruptedException {
        String refusal = view.refusal();
        if (refusal != null) {
            fail(refusal);
            Thread.sleep(REFUSED_RETRY);
            return;
        }
        long now = clock.millis();
        HeldDelivery next = firstHeld();
        if (next != null && next.next() <= now && now >= pausedUntil) {
            retry(next);
        } else if (now < pausedUntil) {
            Thread.sleep(pausedUntil - now);
        } else if (events.newest() > cursor) {
            readOn();
        } else {
            long wait = next == null ? IDLE_MILLIS : Math.max(1, next.next() - now);
            boolean _ = events.await(cursor, Duration.ofMillis(wait), () -> closed);
        }
    }

    /** The first held event of a chat that is to be tried first. */
    private @Nullable HeldDelivery firstHeld() {
        Set<Long> chats = new HashSet<>();
        HeldDelivery first = null;
        for (HeldDelivery delivery : held.values()) {
            if (chats.add(delivery.chatId()) && (first == null || delivery.next() < first.next())) {
                first = delivery;
            }
        }
        return first;
    }

    private void readOn() throws InterruptedException {
        EventPage page = events.read(cursor, PAGE, filter, view);
        if (page.truncated()) {
            fail("Events before %d were deleted before they were delivered".formatted(page.oldest()));
        }
        for (Event event : page.events()) {
            if (closed || clock.millis() < pausedUntil) {
                return;
            }
            if (held.values().stream().anyMatch(delivery -> delivery.chatId() == event.chatId())) {
                hold(new HeldDelivery(event.seq(), event.chatId(), 0, 0, 0), event.seq());
            } else {
                deliver(event, new HeldDelivery(event.seq(), event.chatId(), 0, clock.millis(), 0), event.seq());
            }
        }
        if (!closed && cursor < page.next()) {
            cursor = page.next();
            table.advance(webhook.id(), cursor);
        }
    }

    private void retry(HeldDelivery delivery) throws InterruptedException {
        List<Event> found =
                events.read(delivery.seq() - 1, 1, EventFilter.ALL, view).events();
        if (found.isEmpty() || found.getFirst().seq() != delivery.seq()) {
            bury(delivery); // deleted from the log, or no longer for this key
            return;
        }
        long first = delivery.first() == 0 ? clock.millis() : delivery.first();
        deliver(
                found.getFirst(),
                new HeldDelivery(delivery.seq(), delivery.chatId(), delivery.attempts(), first, 0),
                cursor);
    }

    private void deliver(Event event, HeldDelivery delivery, long newCursor) throws InterruptedException {
        byte[] json = body.apply(event);
        Outcome outcome = json == null ? new Outcome(200, null, "") : sender.post(headers(event, json), json);
        long now = clock.millis();
        if (outcome.isDelivered()) {
            finish(() -> table.delivered(webhook.id(), event.seq(), newCursor, now));
            synchronized (held) {
                HeldDelivery _ = held.remove(event.seq());
                cursor = newCursor;
            }
            recovered();
            return;
        }
        fail(outcome.error());
        if (outcome.status() == GONE) {
            log.warn("Webhook {} stopped: its receiver answered 410 Gone", webhook.id());
            table.stop(webhook.id(), "The receiver answered 410 Gone");
            closed = true;
            return;
        }
        int attempts = delivery.attempts() + 1;
        long delay = delays.after(attempts);
        if (outcome.retryAfter() != null) {
            delay = Math.max(delay, outcome.retryAfter().toMillis());
        }
        if (now - delivery.first() > delays.limit().toMillis()) {
            log.warn("Webhook {} gave up event {} after {} attempts", webhook.id(), event.seq(), attempts);
            bury(delivery);
            cursor = Math.max(cursor, newCursor);
            return;
        }
        hold(
                new HeldDelivery(event.seq(), event.chatId(), attempts, delivery.first(), now + delay),
                Math.max(cursor, newCursor));
        if (++failures >= 2 || outcome.retryAfter() != null) {
            HeldDelivery next = firstHeld();
            pausedUntil = next == null ? now : next.next();
        }
    }

    /** Writes also while this closes, or the event would be delivered twice. */
    private static void finish(Runnable write) {
        try {
            write.run();
        } catch (CancellationException e) {
            boolean _ = Thread.interrupted();
            write.run();
            Thread.currentThread().interrupt();
        }
    }

    /** After a pause the others are tried at once. */
    private void recovered() {
        if (failures >= 2) {
            log.info("Webhook {} works again", webhook.id());
            synchronized (held) {
                held.replaceAll((seq, delivery) ->
                        new HeldDelivery(seq, delivery.chatId(), delivery.attempts(), delivery.first(), 0));
            }
        }
        failures = 0;
        pausedUntil = 0;
    }

    private void hold(HeldDelivery delivery, long newCursor) {
        table.hold(webhook.id(), delivery, newCursor);
        synchronized (held) {
            held.put(delivery.seq(), delivery);
            cursor = newCursor;
        }
    }

    private void bury(HeldDelivery delivery) {
        table.bury(webhook.id(), delivery.seq(), clock.millis());
        synchronized (held) {
            HeldDelivery _ = held.remove(delivery.seq());
        }
    }

    private void fail(String error) {
        if (failures == 0) {
            log.warn("Webhook {} failed: {}", webhook.id(), error);
        }
        events.failed(KIND);
        table.failed(webhook.id(), error, clock.millis());
    }

    private Map<String, String> headers(Event event, byte[] json) {
        Map<String, String> headers = new HashMap<>(config.headers());
        // The same for each attempt: the receiver recognizes an event that it has seen.
        String id = "msg_%s_%d".formatted(webhook.id(), event.seq());
        headers.put("webhook-id", id);
        if (config.secret() != null) {
            long seconds = clock.millis() / 1000;
            headers.put("webhook-timestamp", Long.toString(seconds));
            headers.put("webhook-signature", sign(config.secret(), id, seconds, json));
        }
        return headers;
    }

    private static String sign(String secret, String id, long seconds, byte[] json) {
        try {
            return new Webhook(secret).sign(id, seconds, new String(json, StandardCharsets.UTF_8));
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("Cannot sign an event", e);
        }
    }

    /** Ends the deliveries; one in flight is aborted, and repeated after the next start. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }
}
