package dev.toolgram.host;

import dev.toolgram.host.http.Health;
import dev.toolgram.host.telegram.TdlibEngine;
import java.util.Optional;

/** The health of the account that an engine serves. */
record TelegramHealth(TdlibEngine engine) implements Health {

    @Override
    public boolean authorized() {
        return engine.ready();
    }

    @Override
    public Optional<String> obstacle() {
        return engine.obstacle();
    }
}
