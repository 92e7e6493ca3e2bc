package dev.toolgram.api;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question of a tool to the user of its caller, see {@link ToolContext#ask}. Immutable.
 *
 * {@snippet class="dev.toolgram.api.Snippets" region="question"}
 *
 * @param name names it in one call: 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}, not {@code approval}
 * @param text the question for a person, in one or a few sentences; not blank. It should say what the answer is used for
 * @param answer the record that holds the answer, read as strictly as a tool's input. Its components are texts, numbers,
 *     booleans, enums, and sets or lists of enums, because a client shows them as a form. A record without components
 *     asks for a confirmation
 * @param form a JSON Schema of an object that is shown in place of the record's, for what a record cannot say, such as
 *     titles of options; {@code null} for that of the record
 * @param <T> the answer
 */
public record Question<T extends Record>(
        String name, String text, Class<T> answer, @Nullable String form) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** @throws IllegalArgumentException if the name, the text or the type of the answer is invalid */
    public Question {
        Objects.requireNonNull(answer, "answer");
        if (!NAME.matcher(name).matches() || name.equals("approval")) {
            throw new IllegalArgumentException(
                    "Invalid name '%s' of a question: use 1 to 64 characters of A-Z a-z 0-9 _ . -, and not 'approval'"
                            .formatted(name));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("Question '%s' has no text".formatted(name));
        }
        if (!answer.isRecord()) {
            throw new IllegalArgumentException(
                    "The answer to question '%s' is %s: use a record".formatted(name, answer.getName()));
        }
    }

    /** Returns a question whose form has a field for each component of the answer. */
    public static <T extends Record> Question<T> of(String name, String text, Class<T> answer) {
        return new Question<>(name, text, answer, null);
    }
}
