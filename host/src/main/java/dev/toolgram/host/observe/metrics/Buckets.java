package dev.toolgram.host.observe.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The upper bounds of all histograms, from a cache hit to the time limit. */
final class Buckets {

    static final Duration[] SECONDS = LongStream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private Buckets() {}
}
