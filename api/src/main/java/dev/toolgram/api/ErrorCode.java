package dev.toolgram.api;

/** The reason a call failed, classified by who can fix it. The host maps each code to an HTTP status and an MCP error. */
public enum ErrorCode {
    /** The caller can fix it: an invalid field, an exceeded limit, an unknown chat or message. REST 400. */
    INVALID_INPUT,
    /** Telegram rejected the call; {@link ToolException#telegramError()} holds its error. REST 502. */
    TELEGRAM_REFUSED,
    /** The operator can fix it: not logged in, starting, shutting down. REST 503. */
    NOT_READY,
    /** The host's own pacing has nothing left for this call, to protect the account; the caller may retry later. REST 429. */
    PACED,
    /** The caller's key may not do this; the operator can change it. REST 403. */
    FORBIDDEN,
    /** The deadline passed; the caller may retry. REST 504. */
    TIMEOUT,
    /** A bug; the caller gets the request id, the log gets the details. REST 500. */
    INTERNAL
}
