package dev.toolgram.testkit;

import org.jspecify.annotations.Nullable;

/** Thrown if the host does not start or rejects a plugin. The message contains the reason and the host's log. */
public final class HostStartException extends RuntimeException {

    HostStartException(String message) {
        super(message);
    }

    HostStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
