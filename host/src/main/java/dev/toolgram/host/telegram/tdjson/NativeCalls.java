package dev.toolgram.host.telegram.tdjson;

/** Failures of calls into native code. */
final class NativeCalls {

    private NativeCalls() {}

    /** The C functions do not throw; this can only be an error of the JVM. */
    static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("TDLib could not be called", e);
    }
}
