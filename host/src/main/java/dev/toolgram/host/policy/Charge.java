package dev.toolgram.host.policy;

/**
 * Slots that a call needs.
 *
 * @param window the budget or gap they are taken from
 * @param units how many
 * @param period in nanoseconds, at most the window's length
 */
record Charge(SlidingWindow window, int units, long period) {

    /** Slots of a budget. */
    Charge(SlidingWindow window, int units) {
        this(window, units, window.length());
    }
}
