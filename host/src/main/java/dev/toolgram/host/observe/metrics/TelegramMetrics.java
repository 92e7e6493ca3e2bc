package dev.toolgram.host.observe.metrics;

import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.engine.ConnectionState;
import dev.toolgram.host.telegram.engine.TelegramListener;
import dev.toolgram.host.telegram.login.AuthorizationState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Metrics of Telegram's responses, the login and the connection. */
final class TelegramMetrics implements TelegramListener {

    static final String PREFIX = "toolgram.telegram.";
    static final String FUNCTION = "function";

    private static final List<String> LOGINS = List.of(
            "starting",
            "taking_over",
            "signing_in",
            "ready",
            "waiting",
            "not_authorized",
            "logging_out",
            "closing",
            "closed");

    private final MeterRegistry registry;
    private final MeterProvider<Timer> requests;
    private final Map<String, Timer> known = new ConcurrentHashMap<>();
    private final Counter floods;
    private final AtomicLong retryAfter = new AtomicLong();

    TelegramMetrics(MeterRegistry registry) {
        this.registry = registry;
        requests = Timer.builder(PREFIX + "request.duration")
                .description("How long TDLib took to answer, by function; for one that sends, until it was delivered")
                .serviceLevelObjectives(Buckets.SECONDS)
                .withRegistry(registry);
        floods = Counter.builder(PREFIX + "floods")
                .description("How often Telegram asked to wait")
                .register(registry);
        TimeGauge.builder(PREFIX + "flood.retry.after", retryAfter::get, TimeUnit.SECONDS)
                .description("How long the last flood was to last; 0 before the first")
                .register(registry);
    }

    @Override
    public void asked(String function, Duration time) {
        Timer timer = known.get(function);
        if (timer == null) {
            timer = requests.withTags(FUNCTION, function);
            if (!(timer instanceof NoopTimer)) { // beyond the limit
                known.put(function, timer);
            }
        }
        timer.record(time);
    }

    @Override
    public void refused(String function, TelegramError error) {
        Integer seconds = error.retryAfter();
        if (seconds != null) {
            floods.increment();
            retryAfter.set(seconds);
        }
    }

    @Override
    public void delayed(String function, TelegramError error) {
        refused(function, error);
    }

    /** One gauge per state, 1 for the current one, as usual for Prometheus. */
    void watch(Supplier<AuthorizationState> login, Supplier<ConnectionState> connection) {
        for (String state : LOGINS) {
            gauge(
                    "authorization.state",
                    "Where the login stands: 1 at the current state",
                    state,
                    () -> name(login.get()).equals(state));
        }
        for (ConnectionState state : ConnectionState.values()) {
            gauge(
                    "connection.state",
                    "How the connection to Telegram stands: 1 at the current state",
                    Labels.of(state),
                    () -> connection.get() == state);
        }
    }

    private void gauge(String name, String description, String state, Supplier<Boolean> current) {
        Gauge.builder(PREFIX + name, () -> current.get() ? 1 : 0)
                .description(description)
                .tag("state", state)
                .register(registry);
    }

    private static String name(AuthorizationState state) {
        return switch (state) {
            case AuthorizationState.Starting _ -> "starting";
            case AuthorizationState.TakingOver _ -> "taking_over";
            case AuthorizationState.SigningIn _ -> "signing_in";
            case AuthorizationState.Ready _ -> "ready";
            case AuthorizationState.Asks _ -> "waiting";
            case AuthorizationState.NotAuthorized _ -> "not_authorized";
            case AuthorizationState.LoggingOut _ -> "logging_out";
            case AuthorizationState.Closing _ -> "closing";
            case AuthorizationState.Closed _ -> "closed";
        };
    }
}
