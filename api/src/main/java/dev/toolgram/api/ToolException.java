package dev.toolgram.api;

import dev.toolgram.api.telegram.TelegramError;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a tool reports to its caller. The {@link #code()} classifies who can fix it; the message says what is
 * wrong and how to fix it. The caller receives both, so the message must not contain secrets.
 */
public final class ToolException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<InputProblem> problems;
    private final transient @Nullable TelegramError telegramError;
    private final boolean notSent;
    private final int retryAfter;

    /** Creates a failure with a message for the caller. */
    public ToolException(ErrorCode code, String message) {
        this(code, message, null, List.of(), null, false, 0);
    }

    /** Creates a failure with a message for the caller and a cause for the log. */
    public ToolException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, List.of(), null, false, 0);
    }

    private ToolException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            List<InputProblem> problems,
            @Nullable TelegramError telegramError,
            boolean notSent,
            int retryAfter) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.problems = List.copyOf(problems);
        this.telegramError = telegramError;
        this.notSent = notSent;
        this.retryAfter = retryAfter;
    }

    /** Returns an {@link ErrorCode#INVALID_INPUT} failure for one field. */
    public static ToolException invalidInput(String field, String message) {
        return invalidInput(List.of(InputProblem.of(field, message)));
    }

    /**
     * Returns an {@link ErrorCode#INVALID_INPUT} failure for several problems.
     *
     * @param problems the problems, at least one
     */
    public static ToolException invalidInput(List<InputProblem> problems) {
        String message = problems.stream().map(InputProblem::toString).collect(Collectors.joining("\n"));
        return new ToolException(ErrorCode.INVALID_INPUT, message, null, problems, null, false, 0);
    }

    /** Returns a {@link ErrorCode#TELEGRAM_REFUSED} failure. */
    public static ToolException telegramRefused(TelegramError error) {
        return new ToolException(
                ErrorCode.TELEGRAM_REFUSED, error.name() + ": " + error.message(), null, List.of(), error, false, 0);
    }

    /**
     * Returns an {@link ErrorCode#TIMEOUT} failure of a function whose message was not sent, and will not be sent later: it
     * may be called again.
     */
    public static ToolException notSent(String message) {
        return new ToolException(ErrorCode.TIMEOUT, message, null, List.of(), null, true, 0);
    }

    /**
     * Returns a {@link ErrorCode#PACED} failure.
     *
     * @param retryAfter after how many seconds the caller may retry, at least 1
     */
    public static ToolException paced(String message, int retryAfter) {
        return new ToolException(ErrorCode.PACED, message, null, List.of(), null, false, Math.max(1, retryAfter));
    }

    /** The reason, classified by who can fix it. */
    public ErrorCode code() {
        return code;
    }

    /** Whether this is a {@link #notSent(String)} failure. After any other timeout of a write, its effect is unknown. */
    public boolean isNotSent() {
        return notSent;
    }

    /** The problems of an {@link ErrorCode#INVALID_INPUT} failure; empty when there is only a message. */
    public List<InputProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** The seconds after which the caller may retry a {@link ErrorCode#PACED} failure; otherwise 0. */
    public int retryAfter() {
        return retryAfter;
    }

    /** Telegram's error for {@link ErrorCode#TELEGRAM_REFUSED}; otherwise {@code null}. */
    public @Nullable TelegramError telegramError() {
        return telegramError;
    }
}
