package dev.toolgram.host;

import java.util.Optional;

/** The stages of a host's life, in order. Liveness is every stage before {@link #STOPPED}; calls need {@link #READY}. */
public enum Lifecycle {
    STARTING("Toolgram is starting"),
    /** Serving; the login may still be in progress. */
    READY(""),
    DRAINING("Toolgram is shutting down"),
    STOPPED("Toolgram has stopped");

    private final String obstacle;

    Lifecycle(String obstacle) {
        this.obstacle = obstacle;
    }

    /** The reason why calls are rejected in this stage, without a full stop; empty if they are accepted. */
    public Optional<String> obstacle() {
        return obstacle.isEmpty() ? Optional.empty() : Optional.of(obstacle);
    }
}
