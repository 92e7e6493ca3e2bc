package dev.toolgram.host;

import java.nio.file.Path;

/** Thrown when another process serves the session already. */
public final class SessionTakenException extends RuntimeException {

    SessionTakenException(Path folder) {
        super("Another Toolgram serves this session already (its data is in %s): stop that one first, or get another"
                        .formatted(folder)
                + " session for this one with 'toolgram login'");
    }
}
