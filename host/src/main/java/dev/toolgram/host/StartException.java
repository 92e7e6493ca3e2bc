package dev.toolgram.host;

/** Thrown if the host cannot start; the message is for the operator. */
public final class StartException extends RuntimeException {

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
