package dev.toolgram.host;

import dev.toolgram.host.http.Health;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host's stage and the state of its account, for {@code /healthz} and {@code /readyz}. Thread-safe. */
final class HostHealth implements Health {

    private volatile Lifecycle lifecycle = Lifecycle.STARTING;
    private volatile @Nullable TdlibEngine engine;
    private volatile Supplier<Optional<String>> limit = Optional::empty;

    void watch(TdlibEngine started) {
        engine = started;
    }

    /** @param reason the reason why the account cannot do all it should; empty if it can */
    void watch(Supplier<Optional<String>> reason) {
        limit = reason;
    }

    /** Advances to a stage; ignores earlier ones. */
    synchronized void enter(Lifecycle next) {
        if (next.compareTo(lifecycle) > 0) {
            lifecycle = next;
        }
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    /** True only when the host serves calls, because clients wait for this before their first call. */
    @Override
    public boolean authorized() {
        TdlibEngine current = engine;
        return lifecycle != Lifecycle.STARTING && current != null && current.ready();
    }

    @Override
    public Optional<String> obstacle() {
        TdlibEngine current = engine;
        return lifecycle
                .obstacle()
                .or(() -> current == null ? Optional.of("TDLib has not started") : current.obstacle())
                .or(limit);
    }
}
