package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.login.ObservableValue;
import java.time.Duration;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Whose account it is, once Telegram has told. Thread-safe. */
final class Account {

    private static final long UNKNOWN = 0;
    private static final long NONE = -1;

    private final ObservableValue<Long> id = new ObservableValue<>(UNKNOWN);

    /** Waits until it is known; empty when there is none or the time is up. */
    OptionalLong await(Duration timeout) {
        long known = id.await(any -> any != UNKNOWN, timeout);
        return known > 0 ? OptionalLong.of(known) : OptionalLong.empty();
    }

    /** Nobody is logged in. */
    void isNone() {
        id.set(NONE);
    }

    /** Takes an {@code updateOption}, which may be about it. */
    void updated(JsonNode option) {
        if (Td.text(option, "name").equals("my_id")) {
            id.set(Td.number(option.path("value"), "value"));
        }
    }
}
