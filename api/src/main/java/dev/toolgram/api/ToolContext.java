package dev.toolgram.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The facts of one call. Valid until the call returns. Thread-safe. */
public interface ToolContext {

    /** The door through which the call came. */
    enum Caller {
        /** A REST route or {@code POST /api/tools/{name}}. */
        REST,
        /** MCP {@code tools/call}. */
        MCP
    }

    /**
     * The id that the caller sees in the answer and the operator sees in the log. What a tool logs through SLF4J on the
     * thread of the call carries it by itself.
     */
    String requestId();

    /** The door through which the call came. */
    Caller caller();

    /**
     * When the caller stops waiting. {@link dev.toolgram.api.telegram.TelegramClient} honours it by itself; other
     * blocking work should.
     */
    Instant deadline();

    /**
     * Whether nobody waits for the answer any more, because the caller has given up or the deadline has passed. The
     * thread of the call is interrupted at that moment, which ends blocking work; a long calculation should ask this
     * now and then, and throw whatever it likes.
     */
    default boolean isCancelled() {
        return false;
    }

    /**
     * Tells the caller how far the work is, if it asked to hear (MCP, <i>Progress</i>); otherwise does nothing. Cheap
     * enough for a loop: the host passes on no more than some each second.
     *
     * @param progress what is done; must grow from call to call, what does not is dropped
     * @param total what there is to do, in the same unit; {@code null} when it is not known
     * @param message a short sentence for people; {@code null} for none
     */
    default void progress(double progress, @Nullable Double total, @Nullable String message) {}

    /**
     * A folder for this call alone: made, readable by the host's user only, when it is first asked for; deleted with
     * everything in it when the call ends, however it ends. A {@link FileContent} in it is opened before that.
     *
     * @throws UnsupportedOperationException if whoever calls the tool offers none
     */
    default Path scratchDirectory() {
        throw new UnsupportedOperationException("this call has no scratch directory");
    }

    /** The time left until {@link #deadline()}; zero when it has passed, never negative. */
    default Duration remaining() {
        Duration left = Duration.between(Instant.now(), deadline());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
