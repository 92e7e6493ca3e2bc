package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.AuthorizationStatus;
import dev.toolgram.host.telegram.login.ObservableValue;
import java.time.Duration;
import java.util.Optional;

/** Whether requests can be served, which needs a login and a connection. Thread-safe. */
final class Readiness {

    /**
     * The current readiness.
     *
     * @param obstacle the reason why requests cannot be served; empty if they can
     * @param stays whether it needs user action
     */
    private record Assessment(Optional<String> obstacle, boolean stays) {}

    private final AuthorizationStatus authorization;
    private final ObservableValue<ConnectionState> connection;
    private final ObservableValue<Assessment> current;

    Readiness(AuthorizationStatus authorization, ObservableValue<ConnectionState> connection) {
        this.authorization = authorization;
        this.connection = connection;
        this.current = new ObservableValue<>(assessment());
        authorization.listen(state -> assess());
        connection.listen(state -> assess());
    }

    /** The reason why requests cannot be served, for the operator; empty if they can. */
    Optional<String> obstacle() {
        return current.get().obstacle();
    }

    /** Waits until there is no obstacle, or one that needs user action; returns the obstacle. */
    Optional<String> await(Duration timeout) {
        return current.await(now -> now.stays() || now.obstacle().isEmpty(), timeout)
                .obstacle();
    }

    /** Synchronized, so that the last result is based on the latest state. */
    private synchronized void assess() {
        current.set(assessment());
    }

    private Assessment assessment() {
        AuthorizationState state = authorization.get();
        ConnectionState link = connection.get();
        boolean stays = state.needsSomebody() || authorization.isEnding();
        boolean needsLink = state instanceof AuthorizationState.Ready || state instanceof AuthorizationState.SigningIn;
        if (needsLink && link != ConnectionState.READY) {
            return new Assessment(Optional.of(link.reason()), stays);
        }
        return new Assessment(
                state instanceof AuthorizationState.Ready ? Optional.empty() : Optional.of(state.reason()), stays);
    }
}
