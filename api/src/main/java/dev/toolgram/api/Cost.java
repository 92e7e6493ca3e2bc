package dev.toolgram.api;

/**
 * The budget that a call is charged to. Telegram limits how often an account may do each kind of thing, so the host
 * counts and paces them separately; a budget covers all tools of all plugins that name it.
 */
public enum Cost {
    /** Reads messages, dialogs or the account. */
    READ,
    /** Finds out who a username, phone number or link is. Telegram allows very few look-ups of new ones. */
    RESOLVE,
    /** Reads the full data of a chat, such as its members or its linked chat. */
    FULL,
    /** Sends or changes a message, or reacts to one. */
    SEND,
    /** Joins a chat. */
    JOIN,
    /** Creates a chat. */
    CREATE,
    /** Anything else that reaches Telegram: deletes, leaves, marks as read, administers. */
    ADMIN,
    /** Does not call Telegram. */
    NONE
}
