package dev.toolgram.host.observe.metrics;

import dev.toolgram.host.events.EventLog;
import dev.toolgram.host.events.EventReader;
import dev.toolgram.host.http.HttpModule;
import dev.toolgram.host.http.RequestListener;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import dev.toolgram.host.tool.CallListener;
import dev.toolgram.host.tool.ToolRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * The metrics of a host. Labels never contain values from callers, and a limited number of values from plugins.
 * Thread-safe.
 */
public final class Metrics implements AutoCloseable {

    /** The limit of values per label: unbounded labels would exhaust memory here and in Prometheus. */
    private static final int MAX_VALUES = 500;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final ToolMetrics tools;
    private final HttpMetrics http;
    private final TelegramMetrics telegram;

    /**
     * Creates the metrics of a host.
     *
     * @param version the host's version
     */
    public Metrics(String version) {
        registry.config()
                .meterFilter(limit(ToolMetrics.PREFIX, ToolMetrics.TOOL))
                .meterFilter(limit(TelegramMetrics.PREFIX, TelegramMetrics.FUNCTION));
        tools = new ToolMetrics(registry);
        http = new HttpMetrics(registry);
        telegram = new TelegramMetrics(registry);
        Gauge.builder("toolgram.build.info", () -> 1)
                .description("This build; the value is always 1")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(registry);
        // With the standard names that dashboards for the JVM use.
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    private static MeterFilter limit(String prefix, String label) {
        return MeterFilter.maximumAllowableTags(prefix, label, MAX_VALUES, MeterFilter.deny());
    }

    /** Counts calls of tools. */
    public CallListener calls() {
        return tools;
    }

    /** Counts HTTP requests. */
    public RequestListener requests() {
        return http;
    }

    /** Times requests to TDLib, and exports its login and connection state. */
    public void watch(TdlibEngine engine) {
        engine.onRequest(telegram);
        telegram.watch(engine::state, engine::connectionState);
    }

    /**
     * Exports the number of tools and plugins.
     *
     * @param plugins the number of loaded plugins; called by any thread
     */
    public void watch(ToolRegistry published, IntSupplier plugins) {
        Gauge.builder("toolgram.tools", () -> published.snapshot().tools().size())
                .description("Tools that are published")
                .register(registry);
        Gauge.builder("toolgram.plugins", plugins::getAsInt)
                .description("Plugins that are loaded, those without tools too")
                .register(registry);
    }

    /** Exports the state of the log of events. */
    public void watch(EventLog events) {
        FunctionCounter.builder("toolgram.events.appended", events, EventLog::appended)
                .description("Events that were appended to the log")
                .register(registry);
        Gauge.builder("toolgram.events.newest", events::newest)
                .description("The number of the newest event")
                .register(registry);
        Stream.concat(EventReader.KINDS.stream(), EventReader.DELIVERING.stream())
                .forEach(way -> readers(events, way));
        EventReader.DELIVERING.forEach(way -> deliveries(events, way));
        TimeGauge.builder("toolgram.events.oldest.age", () -> events.age().toSeconds(), TimeUnit.SECONDS)
                .description("The age of the oldest event that is kept")
                .register(registry);
    }

    private void readers(EventLog events, String way) {
        Gauge.builder("toolgram.events.readers", () -> open(events, way).count())
                .description("Open readers of the log of events")
                .tag("way", way)
                .register(registry);
        Gauge.builder(
                        "toolgram.events.reader.lag",
                        () -> open(events, way)
                                .mapToLong(EventLog.Reader::lag)
                                .max()
                                .orElse(0))
                .description("How many events the slowest open reader is behind the newest one")
                .tag("way", way)
                .register(registry);
    }

    private void deliveries(EventLog events, String way) {
        FunctionCounter.builder("toolgram.events.delivery.failures", events, log -> log.failures(way))
                .description("Deliveries of events that failed, and will be repeated or were given up")
                .tag("way", way)
                .register(registry);
        TimeGauge.builder(
                        "toolgram.events.undelivered.age",
                        () ->
                                open(events, way)
                                        .mapToLong(EventLog.Reader::waiting)
                                        .filter(seq -> seq > 0)
                                        .min()
                                        .stream()
                                        .map(seq -> events.age(seq).toSeconds())
                                        .findFirst()
                                        .orElse(0),
                        TimeUnit.SECONDS)
                .description("The age of the oldest event that has not been delivered; 0 if all are")
                .tag("way", way)
                .register(registry);
    }

    private static Stream<EventLog.Reader> open(EventLog events, String way) {
        return events.readers().stream().filter(reader -> reader.kind().equals(way));
    }

    /** {@code GET /metrics}. */
    public HttpModule endpoint() {
        return new MetricsEndpoint(registry);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
