package dev.toolgram.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The context of one call. Valid until the call returns. Thread-safe. */
public interface ToolContext {

    /** The interface that a call came through. */
    enum Caller {
        /** A REST route or {@code POST /api/tools/{name}}. */
        REST,
        /** MCP {@code tools/call}. */
        MCP
    }

    /**
     * The id of this call, in the response and in the log. Everything logged through SLF4J on the call's thread carries
     * it automatically.
     */
    String requestId();

    /** The interface that this call came through. */
    Caller caller();

    /**
     * The name of the key that this call was made with; {@code default} for {@code TOOLGRAM_AUTH_KEY}. {@code null} when
     * the host asks for none. Never the key itself.
     */
    default @Nullable String keyName() {
        return null;
    }

    /** The bare user id of the account; {@code null} until it is logged in. */
    default @Nullable Long accountId() {
        return null;
    }

    /**
     * The time when the caller stops waiting. {@link dev.toolgram.api.telegram.TelegramClient} enforces it; other
     * blocking work should observe it.
     */
    Instant deadline();

    /**
     * Whether this call was cancelled: the caller disconnected or cancelled it, or the deadline passed. The call's
     * thread is interrupted at the same time. A long computation should check this regularly and stop by throwing any
     * exception; the result is discarded.
     */
    default boolean isCancelled() {
        return false;
    }

    /**
     * Reports progress to the caller if it requested progress notifications (MCP, <i>Progress</i>); otherwise does
     * nothing. Cheap enough to call in a loop: the host limits the rate of notifications.
     *
     * @param progress the work done so far; must increase with each call, other values are dropped
     * @param total the total amount of work, in the same unit; {@code null} when unknown
     * @param message a short human-readable message; {@code null} for none
     */
    default void progress(double progress, @Nullable Double total, @Nullable String message) {}

    /**
     * Whether the caller can ask its user: {@code false} for REST, and for an MCP client that does not support elicitation.
     */
    default boolean canAsk() {
        return false;
    }

    /**
     * Asks the user of the caller, and waits for the answer until shortly before the deadline. Some clients answer by
     * repeating the call: this method then ends the call with an exception, which must not be caught, and the tool runs
     * again from its start, where the same question returns the answer. So ask before changing anything, and ask the same
     * questions in the same order.
     *
     * <p>The text is shown to a person and may be logged by the client: it should not contain secrets. The answer comes
     * from the client, which is trusted to have asked; it is as little verified as any other input.
     *
     * @return the answer; empty if the user declined, or closed the question
     * @throws ToolException {@code TIMEOUT} if nobody answered in time, {@code INVALID_INPUT} if the answer does not fit its
     *     type. If the caller {@linkplain #canAsk cannot ask}, the call ends with a sentence that says so
     * @throws IllegalStateException if the call has sent a function that changes something
     * @throws IllegalArgumentException if the question has no form
     * @throws UnsupportedOperationException if this context cannot ask
     */
    default <T extends Record> Optional<T> ask(Question<T> question) {
        throw new UnsupportedOperationException("this call cannot ask its user");
    }

    /**
     * The call's private directory for temporary files. Created on the first call of this method, readable only by the
     * host's user; deleted with its contents when the call ends, whether it succeeds or not. A returned
     * {@link FileContent} is opened before the deletion.
     *
     * @throws UnsupportedOperationException if this context does not provide one
     */
    default Path scratchDirectory() {
        throw new UnsupportedOperationException("this call has no scratch directory");
    }

    /**
     * The files of a {@code multipart/form-data} request, by the names of their parts; empty for any other call. Only for a
     * tool with a {@link ToolDefinition.Builder#fileField}.
     */
    default Map<String, Attachment> attachments() {
        return Map.of();
    }

    /** The time left until {@link #deadline()}; zero when it has passed. */
    default Duration remaining() {
        Duration left = Duration.between(Instant.now(), deadline());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
