package dev.toolgram.host.telegram.login;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The engine's {@link AuthorizationState}, which never goes back: after the end has begun, later login states from TDLib
 * are ignored. Logs each state. Thread-safe.
 */
public final class AuthorizationStatus {

    private static final Logger log = LoggerFactory.getLogger(AuthorizationStatus.class);

    private final ObservableValue<AuthorizationState> state = new ObservableValue<>(new AuthorizationState.Starting());

    public AuthorizationStatus() {
        state.listen(now -> log.atLevel(level(now)).log("{}", now.reason()));
    }

    public AuthorizationState get() {
        return state.get();
    }

    public boolean isReady() {
        return get() instanceof AuthorizationState.Ready;
    }

    public boolean isClosed() {
        return get() instanceof AuthorizationState.Closed;
    }

    /** Whether no further requests will be served. */
    public boolean isEnding() {
        return stage(get()) > 0;
    }

    public void listen(Consumer<? super AuthorizationState> listener) {
        state.listen(listener);
    }

    public AuthorizationState await(Predicate<? super AuthorizationState> wanted, Duration timeout) {
        return state.await(wanted, timeout);
    }

    /** Waits until another state than this one is {@linkplain AuthorizationState#settled() settled}. */
    AuthorizationState awaitNext(AuthorizationState last, Duration timeout) {
        return await(state -> state.settled() && !state.equals(last), timeout);
    }

    /**
     * Waits until it is closed, or the timeout. Not interruptible, but keeps the interrupt status:
     * returning early would make TDLib repair the database at the next start.
     */
    public void awaitClosed(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        for (long left = timeout.toNanos(); left > 0 && !isClosed(); left = end - System.nanoTime()) {
            interrupted |= Thread.interrupted();
            var _ = await(AuthorizationState.Closed.class::isInstance, Duration.ofNanos(left));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Advances to a state, unless it is the current or an earlier one. */
    public synchronized void advance(AuthorizationState next) {
        if (stage(next) >= stage(get())) {
            state.set(next);
        }
    }

    /** Closed is logged at a lower level because the reason was logged before. */
    private static Level level(AuthorizationState state) {
        if (state.needsSomebody()
                || state instanceof AuthorizationState.LoggingOut
                || state instanceof AuthorizationState.TakingOver(boolean delayed) && delayed) {
            return Level.WARN;
        }
        return state instanceof AuthorizationState.Closed ? Level.DEBUG : Level.INFO;
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
