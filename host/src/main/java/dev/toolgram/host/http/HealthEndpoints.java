package dev.toolgram.host.http;

import dev.toolgram.host.json.StrictJson;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /healthz}: the process answers, and whether it has an account to work with. {@code GET /readyz}: whether a
 * call would be answered now, or else what is missing.
 */
final class HealthEndpoints implements HttpModule {

    private final Health health;
    private final Supplier<Optional<String>> gate;

    /** @param gate the reason why no request is admitted, if there is one */
    HealthEndpoints(Health health, Supplier<Optional<String>> gate) {
        this.health = health;
        this.gate = gate;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public Map<String, Resource> resources() {
        return Map.of("/healthz", Resource.of("GET", this::health), "/readyz", Resource.of("GET", this::readiness));
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
