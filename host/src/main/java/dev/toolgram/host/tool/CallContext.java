package dev.toolgram.host.tool;

import dev.toolgram.api.ToolContext;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts of one call, and the scope in which it runs: the Telegram gateway finds the deadline here, so tools need
 * not pass it on.
 *
 * @param requestId the request's id
 * @param caller the door
 * @param deadline when the caller stops waiting
 */
public record CallContext(String requestId, Caller caller, Instant deadline) implements ToolContext {

    static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();

    /** The call that runs on this thread; empty outside of one. */
    public static Optional<CallContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
