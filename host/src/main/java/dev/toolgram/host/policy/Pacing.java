package dev.toolgram.host.policy;

import dev.toolgram.api.ToolException;
import dev.toolgram.host.config.PacingConfig;
import dev.toolgram.host.config.Rate;
import dev.toolgram.host.tool.CallContext;
import dev.toolgram.host.tool.CallRefusedException;
import dev.toolgram.host.tool.ToolCall;
import dev.toolgram.host.tool.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limits of the account's calls by time: lets calls wait for a moment, and refuses those that would wait too long. Thread-safe. */
public final class Pacing {

    /** A call that waits for slots keeps this part of its time, so that it can still be answered. */
    private static final int KEPT = 10;

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

    private static final String FROZEN = "Telegram has frozen this account";

    private static final Logger log = LoggerFactory.getLogger(Pacing.class);

    private final AtomicReference<@Nullable String> writesStopped = new AtomicReference<>();
    private final PacingConfig config;
    private final Pacer pacer;
    private final Budgets budgets;
    private final Floods floods;

    /** Paces by the system's clock. */
    public Pacing(PacingConfig config) {
        this(config, System::nanoTime, LONGEST_SLEEP);
    }

    /**
     * @param nanos the time
     * @param longestSleep after what time at most a waiting call looks at the time again
     */
    Pacing(PacingConfig config, LongSupplier nanos, Duration longestSleep) {
        this.config = config;
        this.pacer = new Pacer(nanos, longestSleep.toNanos());
        this.budgets = new Budgets(config);
        this.floods = new Floods(config.adaptive());
    }

    /** Counts the first messages to people that earlier runs have sent, by their ages. */
    public void restoreFirstContacts(List<Duration> ages) {
        boolean _ = pacer.locked(config.enabled(), () -> {
            long now = pacer.now();
            ages.forEach(age -> budgets.firstContacts().take(now - age.toNanos(), 1));
            return true;
        });
    }

    boolean isEnabled() {
        return config.enabled();
    }

    /** Telegram limits a kind of calls for a time. */
    void flooded(Bucket bucket, Duration wait) {
        boolean _ = pacer.locked(config.enabled(), () -> {
            long now = pacer.now();
            floods.add(now);
            if (config.enabled()) {
                budgets.bucket(bucket).closeUntil(now + wait.toNanos());
            }
            return true;
        });
    }

    /** Refuses every call that changes something, until the host restarts. */
    void stopWrites(String reason) {
        if (config.enabled() && writesStopped.compareAndSet(null, reason)) {
            log.error(
                    "Writes stopped: {}. Ask @SpamBot in Telegram for the limits of the account; restart Toolgram to go on",
                    reason);
        }
    }

    /** Telegram has frozen the account, or thawed it. */
    public void frozen(boolean isFrozen) {
        if (isFrozen) {
            stopWrites(FROZEN);
        } else if (writesStopped.compareAndSet(FROZEN, null)) {
            log.warn("Telegram has ended the freeze of this account: calls may write again");
        }
    }

    /** The reason why no call may change anything; empty if calls may. */
    public Optional<String> writesStopped() {
        return Optional.ofNullable(writesStopped.get());
    }

    /** The headers that tell a client how much it may do. */
    public Map<String, String> headers() {
        Throttle status = status();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Throttle-Multiplier", String.format(Locale.ROOT, "%.2f", status.multiplier()));
        headers.put("X-Throttle-Flood-Events-1h", Integer.toString(status.floodEvents1h()));
        status.buckets()
                .forEach((name, bucket) ->
                        headers.put("X-RateLimit-Remaining-" + name, Integer.toString(bucket.limit() - bucket.used())));
        return headers;
    }

    Throttle status() {
        return pacer.locked(false, () -> {
            long now = pacer.now();
            Map<String, Throttle.Usage> buckets = new LinkedHashMap<>();
            for (Bucket bucket : Bucket.values()) {
                buckets.put(
                        bucket.publicName(),
                        new Throttle.Usage(
                                budgets.bucket(bucket).used(now),
                                bucket.rate(config).calls(),
                                bucket.rate(config).period().toSeconds()));
            }
            return new Throttle(
                    config.enabled(),
                    config.adaptive(),
                    floods.multiplier(now),
                    floods.inTheLastHour(now),
                    config.globalInterval().toMillis(),
                    config.sendInterval().toMillis(),
                    config.readInterval().toMillis(),
                    config.jitter().toMillis(),
                    budgets.sendChats(now),
                    budgets.readChats(now),
                    buckets);
        });
    }

    /**
     * Admits a look-up of a reference that is not known yet, in the current call if there is one.
     *
     * @throws ToolException {@code PACED} if there is no slot soon enough
     */
    public void admitLookup(Instant deadline) {
        CallContext call = CallContext.current().orElse(null);
        Demand demand = new Demand(Bucket.RESOLVE_USERNAME);
        try {
            Runnable _ = await(demand, call == null ? null : call.call(), deadline);
        } catch (PacedException e) { // not as a guard: a tool may go on without this reference
            throw ToolException.paced(message(e, demand), (int) Math.min(Integer.MAX_VALUE, e.seconds()));
        }
    }

    /**
     * Returns when the call may go on, with what charges it as a read instead: its tool has asked a question, and the call
     * that brings the answer is charged for the rest.
     *
     * @param call {@code null} outside of a call
     * @throws CallRefusedException if its slots are not free soon enough
     */
    Runnable admit(Demand demand, @Nullable ToolCall call, Instant deadline) {
        try {
            Runnable giveBack = await(demand, call, deadline);
            return () -> {
                boolean _ = pacer.locked(true, () -> {
                    giveBack.run();
                    if (config.enabled()) {
                        budgets.bucket(Bucket.READ).take(pacer.now(), 1);
                    }
                    return true;
                });
            };
        } catch (PacedException e) {
            throw new CallRefusedException(new ToolResult.Paced(message(e, demand), e.seconds()));
        }
    }

    private Runnable await(Demand demand, @Nullable ToolCall call, Instant deadline) throws PacedException {
        if (!config.enabled() && demand.pace() == null) {
            return () -> {};
        }
        try {
            return pacer.admit(
                    call == null || call.keyName() == null ? "" : call.keyName(),
                    () -> {
                        long now = pacer.now();
                        return budgets.charges(demand, floods.multiplier(now), now);
                    },
                    patience(call, deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallRefusedException(new ToolResult.Cancelled());
        }
    }

    private static long patience(@Nullable ToolCall call, Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline);
        Duration most = left.minus(left.dividedBy(KEPT));
        Duration given = call == null ? null : call.options().maxWait();
        Duration patience = given == null || given.compareTo(most) > 0 ? most : given;
        return Math.max(0, patience.toNanos());
    }

    private String message(PacedException refusal, Demand demand) {
        SlidingWindow window = refusal.window();
        String limit = window == budgets.bucket(demand.bucket())
                ? limit(demand.bucket().rate(config))
                : "";
        return "Toolgram's own pacing: the %s%s is used up, to protect the account. Nothing was sent; retry in %d s"
                .formatted(window.name(), limit, refusal.seconds());
    }

    private static String limit(Rate rate) {
        return " of %d in %d s".formatted(rate.calls(), rate.period().toSeconds());
    }
}
