package dev.toolgram.host.policy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The FLOOD_WAITs of the last hour, and how much longer the intervals are for them. Not thread-safe. */
final class Floods {

    /** The time for which a flood counts. */
    static final Duration MEMORY = Duration.ofHours(1);

    static final int MAX_MULTIPLIER = 64;

    /** More would not change the multiplier. */
    private static final int MAX_REMEMBERED = 10_000;

    private final boolean adaptive;
    private final Deque<Long> times = new ArrayDeque<>();

    /** @param adaptive whether floods make the intervals longer */
    Floods(boolean adaptive) {
        this.adaptive = adaptive;
    }

    void add(long now) {
        times.addLast(now);
        if (times.size() > MAX_REMEMBERED) {
            times.removeFirst();
        }
    }

    int inTheLastHour(long now) {
        while (!times.isEmpty() && times.getFirst() <= now - MEMORY.toNanos()) {
            times.removeFirst();
        }
        return times.size();
    }

    int multiplier(long now) {
        int floods = inTheLastHour(now);
        return adaptive ? Math.min(MAX_MULTIPLIER, 1 << Math.min(floods, 30)) : 1;
    }
}
