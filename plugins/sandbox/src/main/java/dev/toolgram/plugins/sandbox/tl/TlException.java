package dev.toolgram.plugins.sandbox.tl;

/** Thrown when bytes do not follow the schema, or when an object does not fit the type it is written as. */
public final class TlException extends RuntimeException {
    /** With what is wrong where. */
    public TlException(String message) {
        super(message);
    }
}
