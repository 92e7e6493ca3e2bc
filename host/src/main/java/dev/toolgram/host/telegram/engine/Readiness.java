package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.login.AuthorizationState;
import dev.toolgram.host.telegram.login.AuthorizationStatus;
import dev.toolgram.host.telegram.login.ObservableValue;
import java.time.Duration;
import java.util.Optional;

/** Whether requests are answered: that takes a login and a connection. Thread-safe. */
final class Readiness {

    /**
     * What there is.
     *
     * @param obstacle what keeps requests from being answered, if anything
     * @param stays whether that does not go away by itself
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

    /** A sentence for the operator; empty when requests are answered. */
    Optional<String> obstacle() {
        return current.get().obstacle();
    }

    /** Waits until there is no obstacle, or only one that does not go away by itself; gives what there is then. */
    Optional<String> await(Duration timeout) {
        return current.await(now -> now.stays() || now.obstacle().isEmpty(), timeout)
                .obstacle();
    }

    /** One at a time, so that the last one is about what is there last. */
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
