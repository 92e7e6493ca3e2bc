package dev.toolgram.host.json;

/** Thrown when a caller's bytes are not JSON. The message is for the caller. */
public final class InvalidJsonException extends Exception {
    InvalidJsonException(String message) {
        super(message);
    }
}
