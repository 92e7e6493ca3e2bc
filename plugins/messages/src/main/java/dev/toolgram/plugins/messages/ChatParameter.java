package dev.toolgram.plugins.messages;

/** What every tool here says of its chat. */
final class ChatParameter {

    static final String DESCRIPTION = "The chat: @username, a t.me link, +phone, me (Saved Messages), or an id as"
            + " get_dialogs returns it; best is the ref of an earlier result.";

    private ChatParameter() {}
}
