package dev.toolgram.host.tool;

import dev.toolgram.api.ToolContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one call, bound to its thread: the Telegram client finds the deadline here, so tools need not pass it
 * on.
 */
public final class CallContext implements ToolContext, AutoCloseable {

    static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();

    private final ToolCall call;
    private final Instant deadline;
    private final CallScratch scratch;
    private double lastProgress = Double.NEGATIVE_INFINITY;

    /**
     * The context of a new call.
     *
     * @param deadline when the caller stops waiting
     * @param scratchParent the parent of the call's scratch directory
     */
    CallContext(ToolCall call, Instant deadline, Path scratchParent) {
        this.call = call;
        this.deadline = deadline;
        this.scratch = new CallScratch(scratchParent);
    }

    /** The call on the current thread; empty outside of a call. */
    public static Optional<CallContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    @Override
    public String requestId() {
        return call.requestId();
    }

    @Override
    public Caller caller() {
        return call.caller();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean isCancelled() {
        return call.cancellation().isCancelled();
    }

    @Override
    public synchronized void progress(double progress, @Nullable Double total, @Nullable String message) {
        if (progress > lastProgress && Double.isFinite(progress)) {
            lastProgress = progress;
            call.listener().progressed(progress, total != null && Double.isFinite(total) ? total : null, message);
        }
    }

    @Override
    public Path scratchDirectory() {
        return scratch.folder();
    }

    /** Deletes the call's scratch directory. */
    @Override
    public void close() {
        scratch.close();
    }
}
