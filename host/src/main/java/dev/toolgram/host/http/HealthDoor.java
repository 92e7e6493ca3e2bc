package dev.toolgram.host.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code GET /healthz}: the process answers, and whether it has an account to work with. */
final class HealthDoor implements Door {

    static final String PATH = "/healthz";

    private static final List<String> SEGMENTS = List.of("healthz");

    private final Resource health;

    HealthDoor(BooleanSupplier authorized) {
        health = Resource.of(
                "GET",
                request -> Response.json(
                        200, StrictJson.object().put("status", "ok").put("authorized", authorized.getAsBoolean())));
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        return path.equals(SEGMENTS) ? Optional.of(health) : Optional.empty();
    }

    @Override
    public String name() {
        return "health";
    }
}
