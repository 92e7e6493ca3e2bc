package dev.toolgram.host.events.sink;

import java.time.Duration;

/**
 * The times that {@link dev.toolgram.api.EventSink} promises.
 *
 * @param deadline of a call
 * @param retry the pause after the first failure; each further one doubles it
 * @param maxRetry the longest pause
 * @param stop how long a new version waits for the running call of the old one
 */
record SinkTimes(Duration deadline, Duration retry, Duration maxRetry, Duration stop) {

    static final SinkTimes STANDARD =
            new SinkTimes(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(5));

    private static final int MAX_DOUBLINGS = 20;

    /** The pause after a number of failures in a row. */
    Duration pause(int failures) {
        Duration doubled = retry.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return doubled.compareTo(maxRetry) < 0 ? doubled : maxRetry;
    }
}
