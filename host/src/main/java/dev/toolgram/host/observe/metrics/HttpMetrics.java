package dev.toolgram.host.observe.metrics;

import dev.toolgram.host.http.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Requests by door and class of status. */
final class HttpMetrics implements RequestListener {

    private final Meter.MeterProvider<Counter> requests;

    HttpMetrics(MeterRegistry registry) {
        requests = Counter.builder("toolgram.http.requests")
                .description("Requests over HTTP, by the door that had their path and the class of their status")
                .withRegistry(registry);
    }

    @Override
    public void answered(String door, int status, Duration time) {
        requests.withTags("door", door, "status", status / 100 + "xx").increment();
    }
}
