package dev.toolgram.host.tool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways in which a caller can ask its user for an approval. */
public sealed interface ApprovalChannel {

    /** The caller cannot ask. */
    record None() implements ApprovalChannel {}

    /**
     * The call is answered with the question, and the caller repeats it with the user's answer.
     *
     * @param approval the id of the question that this call repeats; {@code null} for a first call
     * @param answer whether the user approved; {@code null} if the caller did not say
     */
    record Repeated(@Nullable String approval, @Nullable Boolean answer) implements ApprovalChannel {}

    /** The caller is asked while the call waits. */
    @FunctionalInterface
    non-sealed interface Live extends ApprovalChannel {
        /**
         * Asks, without waiting for the answer.
         *
         * @param answer gets whether the user approved, at most once, on any thread, perhaps after the call has ended
         */
        void ask(ApprovalQuestion question, Consumer<Boolean> answer);
    }
}
