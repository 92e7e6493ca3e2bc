package dev.toolgram.plugins.chats;

import dev.toolgram.api.schema.Description;

/**
 * The result of a tool that has nothing to show.
 *
 * @param ok always true: whatever else happened is an error
 */
record Done(@Description("Always true.") boolean ok) {
    static final Done OK = new Done(true);
}
