package dev.toolgram.host.policy;

import dev.toolgram.host.config.PacingConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** The account's budgets and the gaps between its calls. Guarded by the pacer's lock. */
final class Budgets {

    /** Chats without a recent call are forgotten beyond this number. */
    private static final int MAX_CHATS = 1_000;

    private final PacingConfig config;
    private final Map<Bucket, SlidingWindow> buckets = new EnumMap<>(Bucket.class);
    private final Map<KeyPace, SlidingWindow> paces = new HashMap<>();
    private final SlidingWindow anyCall;
    private final SlidingWindow firstContacts;
    private final Map<Object, SlidingWindow> sends = new HashMap<>();
    private final Map<Object, SlidingWindow> reads = new HashMap<>();

    Budgets(PacingConfig config) {
        this.config = config;
        for (Bucket bucket : Bucket.values()) {
            buckets.put(
                    bucket,
                    new SlidingWindow(
                            "budget '%s'".formatted(bucket.publicName()),
                            bucket.rate(config).calls(),
                            bucket.rate(config).period().toNanos()));
        }
        anyCall = gap("interval between any two calls", config.globalInterval());
        firstContacts = new SlidingWindow(
                "budget for first messages to people",
                config.firstContact().calls(),
                config.firstContact().period().toNanos());
    }

    private SlidingWindow gap(String name, Duration interval) {
        return new SlidingWindow(
                name,
                1,
                interval.multipliedBy(Floods.MAX_MULTIPLIER)
                        .plus(config.jitter())
                        .toNanos());
    }

    SlidingWindow bucket(Bucket bucket) {
        return Objects.requireNonNull(buckets.get(bucket));
    }

    SlidingWindow firstContacts() {
        return firstContacts;
    }

    /** The charges of a demand, its own budget first. */
    List<Charge> charges(Demand demand, int multiplier, long now) {
        List<Charge> charges = new ArrayList<>(4);
        if (!config.enabled()) {
            addPace(charges, demand, now);
            return charges;
        }
        charges.add(new Charge(bucket(demand.bucket()), demand.units()));
        addPace(charges, demand, now);
        long jitter = config.jitter().toNanos();
        addGap(
                charges,
                anyCall,
                config.globalInterval().toNanos() * multiplier
                        + (jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter + 1)));
        addGaps(charges, sends, demand.sendsTo(), config.sendInterval(), multiplier, now);
        addGaps(charges, reads, demand.readsFrom(), config.readInterval(), multiplier, now);
        if (demand.firstContacts() > 0) {
            charges.add(new Charge(firstContacts, demand.firstContacts()));
        }
        return charges;
    }

    private void addPace(List<Charge> charges, Demand demand, long now) {
        KeyPace pace = demand.pace();
        if (pace != null) {
            SlidingWindow window = paces.computeIfAbsent(
                    pace,
                    _ -> new SlidingWindow(
                            "pace of key '%s' for %s of %d in %d s"
                                    .formatted(
                                            pace.key(),
                                            pace.cost().name().toLowerCase(Locale.ROOT),
                                            pace.rate().calls(),
                                            pace.rate().period().toSeconds()),
                            pace.rate().calls(),
                            pace.rate().period().toNanos()));
            window.prune(now);
            charges.add(new Charge(window, demand.units()));
        }
    }

    private void addGaps(
            List<Charge> charges,
            Map<Object, SlidingWindow> chats,
            Collection<?> named,
            Duration interval,
            int multiplier,
            long now) {
        if (named.isEmpty() || interval.isZero()) {
            return;
        }
        if (chats.size() > MAX_CHATS) {
            chats.values().removeIf(chat -> chat.used(now) == 0);
        }
        for (Object chat : named) {
            SlidingWindow gap =
                    chats.computeIfAbsent(chat, _ -> gap("interval between two calls on the same chat", interval));
            gap.prune(now);
            addGap(charges, gap, interval.toNanos() * multiplier);
        }
    }

    private static void addGap(List<Charge> charges, SlidingWindow gap, long period) {
        if (period > 0) {
            charges.add(new Charge(gap, 1, period));
        }
    }

    int sendChats(long now) {
        return tracked(sends, now);
    }

    int readChats(long now) {
        return tracked(reads, now);
    }

    private static int tracked(Map<Object, SlidingWindow> chats, long now) {
        chats.values().removeIf(chat -> chat.used(now) == 0);
        return chats.size();
    }
}
