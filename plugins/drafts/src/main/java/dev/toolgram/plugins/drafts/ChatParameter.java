package dev.toolgram.plugins.drafts;

/** The description of the chat parameter, shared by all tools of this plugin. */
final class ChatParameter {

    static final String DESCRIPTION = "The chat: @username, a t.me link, +phone, me (Saved Messages), or an id"
            + " from get_dialogs; preferably the ref of an earlier result.";

    private ChatParameter() {}
}
