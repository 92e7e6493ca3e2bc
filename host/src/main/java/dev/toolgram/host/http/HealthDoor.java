package dev.toolgram.host.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /healthz}: the process answers, and whether it has an account to work with. {@code GET /readyz}: whether a
 * call would be answered now, or else what is missing.
 */
final class HealthDoor implements Door {

    static final Set<String> PATHS = Set.of("/healthz", "/readyz");

    private static final List<String> HEALTH = List.of("healthz");
    private static final List<String> READINESS = List.of("readyz");

    private final Health health;
    private final BooleanSupplier draining;
    private final Resource healthz = Resource.of("GET", this::health);
    private final Resource readyz = Resource.of("GET", this::readiness);

    HealthDoor(Health health, BooleanSupplier draining) {
        this.health = health;
        this.draining = draining;
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
        Optional<String> obstacle = draining.getAsBoolean() ? Optional.of(DrainGate.SHUTTING_DOWN) : health.obstacle();
        return obstacle.map(sentence -> Response.json(
                        503,
                        StrictJson.object()
                                .put("status", "not ready")
                                .put("detail", sentence)
                                .put("request_id", request.id())))
                .orElseGet(() -> Response.json(200, StrictJson.object().put("status", "ready")));
    }
}
