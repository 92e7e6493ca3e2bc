package dev.toolgram.host.observe.metrics;

import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.Resource;
import dev.toolgram.host.http.Response;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code GET /metrics} in the Prometheus text format, version 0.0.4. */
final class MetricsEndpoint implements HttpModule {

    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Resource metrics;

    MetricsEndpoint(PrometheusMeterRegistry registry) {
        metrics = Resource.of(
                "GET", request -> Response.bytes(FORMAT, registry.scrape(FORMAT).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of("/metrics", metrics);
    }

    @Override
    public String name() {
        return "metrics";
    }
}
