package dev.toolgram.api;

/** Why a call failed, sorted by who can fix it. The doors turn each into their own words, in one table. */
public enum ErrorCode {
    /** The caller can fix it: a field, a limit, a chat or a message that is not there. REST 400. */
    INVALID_INPUT,
    /** Telegram said no; {@link ToolException#telegramError()} holds its answer. REST 502. */
    TELEGRAM_REFUSED,
    /** The operator can fix it: not logged in, starting, shutting down. REST 503. */
    NOT_READY,
    /** The time was up; the caller may try again. REST 504. */
    TIMEOUT,
    /** A defect; the caller gets the request id and the log gets the rest. REST 500. */
    INTERNAL
}
