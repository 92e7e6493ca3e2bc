package dev.toolgram.host.session;

/** Thrown when a session cannot be taken over; the message is for the operator and holds no secret. */
public final class SessionException extends RuntimeException {

    SessionException(String message) {
        super(message);
    }

    SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
