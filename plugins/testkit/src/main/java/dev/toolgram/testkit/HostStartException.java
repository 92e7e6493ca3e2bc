package dev.toolgram.testkit;

import org.jspecify.annotations.Nullable;

/** Thrown when the host does not start or does not load a plugin. The message says why, and holds the host's log. */
public final class HostStartException extends RuntimeException {

    HostStartException(String message) {
        super(message);
    }

    HostStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
