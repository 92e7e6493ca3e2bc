package dev.toolgram.host.cli;

import org.jspecify.annotations.Nullable;

/** Thrown when a login ends without a session; the message is for the person. */
final class LoginFailedException extends Exception {
    LoginFailedException(@Nullable String message) {
        super(String.valueOf(message));
    }
}
