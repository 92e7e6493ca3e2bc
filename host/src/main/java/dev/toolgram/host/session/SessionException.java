package dev.toolgram.host.session;

/** Thrown if a session cannot be imported; the message is for the operator and contains no secrets. */
public final class SessionException extends RuntimeException {

    SessionException(String message) {
        super(message);
    }

    SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
