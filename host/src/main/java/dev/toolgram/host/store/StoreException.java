package dev.toolgram.host.store;

/** Thrown when the database cannot be read or written, for example because the disk is full. */
public final class StoreException extends RuntimeException {

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
