package dev.toolgram.host.config;

/**
 * A text that must not be shown: its {@link #toString()} is {@code ***}, so it cannot slip into a log with the record
 * that holds it.
 *
 * @param reveal the text itself
 */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
