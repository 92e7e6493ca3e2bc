package dev.toolgram.host;

import java.nio.file.Path;

/** Thrown if another process is using the session. */
public final class SessionTakenException extends RuntimeException {

    SessionTakenException(Path folder) {
        super("Another Toolgram process is using this session (its data is in %s): stop it first, or create another"
                        .formatted(folder)
                + " session for this one with 'toolgram login'");
    }
}
