package dev.toolgram.api;

import dev.toolgram.api.telegram.TelegramError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only deliberate failure of a tool. Its {@link #code()} says who can fix it, its message says what is wrong and
 * how to mend it; both reach the caller, so neither may hold a secret.
 */
public final class ToolException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<InputProblem> problems;
    private final transient @Nullable TelegramError telegramError;

    /** A failure with a message for the caller. */
    public ToolException(ErrorCode code, String message) {
        this(code, message, null, List.of(), null);
    }

    /** A failure with a message for the caller and a cause for the log. */
    public ToolException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, List.of(), null);
    }

    private ToolException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            List<InputProblem> problems,
            @Nullable TelegramError telegramError) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.problems = List.copyOf(problems);
        this.telegramError = telegramError;
    }

    /** The input's field {@code field} does not fit. */
    public static ToolException invalidInput(String field, String message) {
        return invalidInput(List.of(InputProblem.of(field, message)));
    }

    /**
     * The input does not fit in these ways.
     *
     * @param problems at least one
     */
    public static ToolException invalidInput(List<InputProblem> problems) {
        String message = problems.stream().map(InputProblem::toString).collect(Collectors.joining("\n"));
        return new ToolException(ErrorCode.INVALID_INPUT, message, null, problems, null);
    }

    /** Telegram refused the call. */
    public static ToolException telegramRefused(TelegramError error) {
        return new ToolException(
                ErrorCode.TELEGRAM_REFUSED, error.name() + ": " + error.message(), null, List.of(), error);
    }

    /** Who can fix it. */
    public ErrorCode code() {
        return code;
    }

    /** For {@link ErrorCode#INVALID_INPUT} what is wrong where; empty when only the message says. */
    public List<InputProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** For {@link ErrorCode#TELEGRAM_REFUSED} what Telegram said; otherwise {@code null}. */
    public @Nullable TelegramError telegramError() {
        return telegramError;
    }
}
