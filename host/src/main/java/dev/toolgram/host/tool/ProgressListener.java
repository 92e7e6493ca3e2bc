package dev.toolgram.host.tool;

import org.jspecify.annotations.Nullable;

/** Hears how far a call is; called on the call's thread, so it must not block for long. */
@FunctionalInterface
public interface ProgressListener {

    /** Nobody wants to hear. */
    ProgressListener NONE = (progress, total, message) -> {};

    /**
     * The call has got further.
     *
     * @param progress grows from call to call
     * @param total where it ends; {@code null} when the tool does not know
     * @param message for people; {@code null} when the tool has none
     */
    void progressed(double progress, @Nullable Double total, @Nullable String message);
}
