package dev.toolgram.host.http;

import java.time.Duration;

/** Hears of every request, when it is over. */
@FunctionalInterface
public interface RequestListener {

    /**
     * A request was answered, or its caller has gone. Called on an I/O thread, so it must not block.
     *
     * @param door the {@linkplain HttpModule#name() name} of the door that had its path; {@link #NO_DOOR} when none was asked
     * @param status the answer's
     * @param time how long it took
     */
    void answered(String door, int status, Duration time);

    /** The door of what was refused before it came to one. */
    String NO_DOOR = "none";
}
