package dev.toolgram.host.observe.metrics;

import dev.toolgram.host.http.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts requests by module and class of status. */
final class HttpMetrics implements RequestListener {

    private final Meter.MeterProvider<Counter> requests;
    private final Map<String, @Nullable Counter[]> known = new ConcurrentHashMap<>();

    HttpMetrics(MeterRegistry registry) {
        requests = Counter.builder("toolgram.http.requests")
                .description("HTTP requests by module and class of status")
                .withRegistry(registry);
    }

    @Override
    public void answered(String module, int status, Duration time) {
        // The registry's lookup would allocate tags for each request.
        @Nullable Counter[] counters = known.computeIfAbsent(module, _ -> new @Nullable Counter[10]);
        int hundred = status / 100;
        Counter counter = counters[hundred];
        if (counter == null) {
            counter = requests.withTags("door", module, "status", hundred + "xx");
            counters[hundred] = counter;
        }
        counter.increment();
    }
}
