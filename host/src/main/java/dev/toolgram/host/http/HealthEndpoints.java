package dev.toolgram.host.http;

import dev.toolgram.host.json.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code GET /healthz}: the process answers, and whether it has an account to work with. {@code GET /readyz}: whether a
 * call would be answered now, or else what is missing.
 */
final class HealthEndpoints implements HttpModule {

    static final Set<String> PATHS = Set.of("/healthz", "/readyz");

    private static final List<String> HEALTH = List.of("healthz");
    private static final List<String> READINESS = List.of("readyz");

    private final Health health;
    private final Supplier<Optional<String>> gate;
    private final Resource healthz = Resource.of("GET", this::health);
    private final Resource readyz = Resource.of("GET", this::readiness);

    /** @param gate why it lets nobody in, if it does not */
    HealthEndpoints(Health health, Supplier<Optional<String>> gate) {
        this.health = health;
        this.gate = gate;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(HEALTH)) {
            return Optional.of(healthz);
        }
        return path.equals(READINESS) ? Optional.of(readyz) : Optional.empty();
    }

    @Override
    public String name() {
        return "health";
    }

    private Response health(Request request) {
        return Response.json(200, StrictJson.object().put("status", "ok").put("authorized", health.authorized()));
    }

    private Response readiness(Request request) {
        return gate.get()
                .or(health::obstacle)
                .map(sentence -> Response.json(
                        503,
                        StrictJson.object()
                                .put("status", "not ready")
                                .put("detail", sentence)
                                .put("request_id", request.id())))
                .orElseGet(() -> Response.json(200, StrictJson.object().put("status", "ready")));
    }
}
