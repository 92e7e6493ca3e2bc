package dev.toolgram.host.tool;

import dev.toolgram.api.ToolContext.Caller;
import java.time.Duration;

/** Notified of the end of every call, on a thread that must not block. */
@FunctionalInterface
public interface CallListener {

    /** Does nothing. */
    CallListener NOBODY = (tool, caller, result, time) -> {};

    /**
     * A call has ended, or its arguments could not be read.
     *
     * @param tool for a {@link ToolResult.UnknownTool} anything that a caller can think of
     */
    void ended(String tool, Caller caller, ToolResult result, Duration time);
}
