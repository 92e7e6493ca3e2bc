package dev.toolgram.plugins.reactions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as tools return them. */
final class Times {

    private Times() {}

    /** Converts seconds since 1970. */
    static OffsetDateTime of(long seconds) {
        return OffsetDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    }
}
