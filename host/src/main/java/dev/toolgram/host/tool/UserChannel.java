package dev.toolgram.host.tool;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways in which a caller can ask its user: for an approval, or what a tool wants to know. */
public sealed interface UserChannel {

    /** The caller cannot ask. */
    record None() implements UserChannel {}

    /**
     * The call is answered with the question, and the caller repeats it with the user's answer.
     *
     * @param state the id of the question that this call answers; {@code null} for a first call
     * @param answers by the names of their questions
     */
    record Repeated(@Nullable String state, Map<String, UserAnswer> answers) implements UserChannel {}

    /** The caller is asked while the call waits. */
    @FunctionalInterface
    non-sealed interface Live extends UserChannel {
        /**
         * Asks, without waiting for the answer.
         *
         * @param answer gets the answer, at most once, on any thread, perhaps after the call has ended
         */
        void ask(UserQuestion question, Consumer<UserAnswer> answer);
    }
}
