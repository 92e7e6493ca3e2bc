package dev.toolgram.plugins.people;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TelegramClient;

/** The field {@code user}, shared by the tools of this plugin. */
final class Users {

    static final String DESCRIPTION = "The user: @username, a t.me link, +phone, or an id returned by another tool;"
            + " preferably the ref of an earlier result.";

    private Users() {}

    /**
     * The id of a user.
     *
     * @throws ToolException as {@link TelegramClient#resolve}; {@code INVALID_INPUT} for a group or channel
     */
    static long resolve(TelegramClient telegram, ChatReference user) {
        long chatId = telegram.resolve("user", user);
        if (chatId < 0) {
            throw ToolException.invalidInput("user", "This is a group or channel: use a user");
        }
        return chatId; // the chat with a user has the user's id
    }
}
