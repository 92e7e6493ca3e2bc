package dev.toolgram.host;

import dev.toolgram.host.http.Health;
import dev.toolgram.host.telegram.engine.TdlibEngine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The health of the account that an engine serves, from when there is one. Thread-safe. */
final class TelegramHealth implements Health {

    private volatile @Nullable TdlibEngine engine;

    void watch(TdlibEngine started) {
        engine = started;
    }

    @Override
    public boolean authorized() {
        TdlibEngine current = engine;
        return current != null && current.ready();
    }

    @Override
    public Optional<String> obstacle() {
        TdlibEngine current = engine;
        return current == null ? Optional.of("TDLib is not started") : current.obstacle();
    }
}
