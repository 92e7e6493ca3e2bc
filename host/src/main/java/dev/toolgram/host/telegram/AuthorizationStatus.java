package dev.toolgram.host.telegram;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The engine's {@link AuthorizationState}, which cannot go back: what has begun to end stays so, even when TDLib tells
 * of a login that was completed meanwhile. Thread-safe.
 */
final class AuthorizationStatus {

    private final Observed<AuthorizationState> state = new Observed<>(new AuthorizationState.Starting());

    AuthorizationState get() {
        return state.get();
    }

    boolean isReady() {
        return get() instanceof AuthorizationState.Ready;
    }

    boolean isClosed() {
        return get() instanceof AuthorizationState.Closed;
    }

    /** Whether no request will be answered any more. */
    boolean isEnding() {
        return stage(get()) > 0;
    }

    void listen(Consumer<? super AuthorizationState> listener) {
        state.listen(listener);
    }

    AuthorizationState await(Predicate<? super AuthorizationState> wanted, Duration timeout) {
        return state.await(wanted, timeout);
    }

    /** Goes on to a state, unless it is the current one or lies behind. */
    synchronized void advance(AuthorizationState next) {
        if (stage(next) >= stage(get())) {
            state.set(next);
        }
    }

    private static int stage(AuthorizationState state) {
        return switch (state) {
            case AuthorizationState.Starting _ -> 0;
            case AuthorizationState.TakingOver _ -> 0;
            case AuthorizationState.SigningIn _ -> 0;
            case AuthorizationState.Asks _ -> 0;
            case AuthorizationState.NotAuthorized _ -> 0;
            case AuthorizationState.Ready _ -> 0;
            case AuthorizationState.LoggingOut _ -> 1;
            case AuthorizationState.Closing _ -> 2;
            case AuthorizationState.Closed _ -> 3;
        };
    }
}
