package dev.toolgram.plugins.entry;

/** The descriptions of parameters that several tools have. */
final class Parameter {

    static final String CHAT = "The group or channel: @username, a t.me link, or an id from get_dialogs; preferably the"
            + " ref of an earlier result.";

    private Parameter() {}
}
