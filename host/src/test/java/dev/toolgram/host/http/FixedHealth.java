package dev.toolgram.host.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A health that a test chose. */
record FixedHealth(boolean authorized, @Nullable String missing) implements Health {

    static final Health GOOD = new FixedHealth(true, null);

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(missing);
    }
}
