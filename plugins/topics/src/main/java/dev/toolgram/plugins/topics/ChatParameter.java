package dev.toolgram.plugins.topics;

/** The description of the chat parameter, shared by all tools of this plugin. */
final class ChatParameter {

    static final String DESCRIPTION = "The forum: @username, a t.me link, or an id from get_dialogs; preferably the ref"
            + " of an earlier result.";

    private ChatParameter() {}
}
