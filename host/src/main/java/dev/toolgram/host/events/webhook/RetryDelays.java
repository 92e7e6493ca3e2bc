package dev.toolgram.host.events.webhook;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * When a failed delivery is tried again. Immutable.
 *
 * @param steps after the first, second, … failure; the last one repeats
 * @param limit when an event is given up, after its first delivery
 * @param random from 0 to 1: spreads the retries over a fifth of their delay
 */
record RetryDelays(List<Duration> steps, Duration limit, DoubleSupplier random) {

    static final RetryDelays STANDARD = new RetryDelays(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1)),
            Duration.ofHours(24),
            Math::random);

    /** The delay after a number of failures, in milliseconds. */
    long after(int failures) {
        long delay = steps.get(Math.min(failures, steps.size()) - 1).toMillis();
        return delay + (long) (delay / 5.0 * random.getAsDouble());
    }
}
