package dev.toolgram.host.store;

/** The outcome of a call that sends, or of one of its requests to Telegram. */
public enum SendState {
    /** It is about to be sent, or was when the process ended. */
    ASKED,
    /** TDLib has accepted it and is sending it. */
    SENDING,
    /** Telegram has it. */
    SENT,
    /** Telegram does not have it, and will not get it. */
    NOT_SENT
}
