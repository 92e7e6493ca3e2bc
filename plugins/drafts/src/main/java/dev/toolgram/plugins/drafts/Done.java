package dev.toolgram.plugins.drafts;

import dev.toolgram.api.schema.Description;

/** The result of a tool that returns nothing else. */
record Done(@Description("Always true.") boolean ok) {

    static final Done OK = new Done(true);
}
