package dev.toolgram.host.tool;

import org.jspecify.annotations.Nullable;

/** Gets the progress of a call, on the call's thread, so it must not block for long. */
@FunctionalInterface
public interface ProgressListener {

    /** Ignores progress. */
    ProgressListener NONE = (progress, total, message) -> {};

    /**
     * The call has progressed.
     *
     * @param progress grows from call to call
     * @param total its final value; {@code null} when the tool does not know
     * @param message for people; {@code null} when the tool has none
     */
    void progressed(double progress, @Nullable Double total, @Nullable String message);
}
