package dev.toolgram.host.policy;

/** The slots that a call needs are not free soon enough. */
final class PacedException extends Exception {

    private final transient SlidingWindow window;
    private final long nanos;

    /**
     * @param window the one that is free last
     * @param nanos the time from now until a slot is free
     */
    PacedException(SlidingWindow window, long nanos) {
        super(window.name(), null, false, false);
        this.window = window;
        this.nanos = nanos;
    }

    SlidingWindow window() {
        return window;
    }

    /** The seconds to wait before a retry, at least 1. */
    long seconds() {
        return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
    }
}
