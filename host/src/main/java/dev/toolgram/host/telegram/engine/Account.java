package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.login.ObservableValue;
import java.time.Duration;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The user id of the account, once known. Thread-safe. */
final class Account {

    private static final long UNKNOWN = 0;
    private static final long NONE = -1;

    private final ObservableValue<Long> id = new ObservableValue<>(UNKNOWN);

    /** Waits for the user id; returns empty if there is none or the wait timed out. */
    OptionalLong await(Duration timeout) {
        long known = id.await(any -> any != UNKNOWN, timeout);
        return known > 0 ? OptionalLong.of(known) : OptionalLong.empty();
    }

    /** Records that the account is not logged in. */
    void isNone() {
        id.set(NONE);
    }

    /** Handles an {@code updateOption}, which may contain the user id. */
    void updated(JsonNode option) {
        if (Td.text(option, "name").equals("my_id")) {
            id.set(Td.number(option.path("value"), "value"));
        }
    }
}
