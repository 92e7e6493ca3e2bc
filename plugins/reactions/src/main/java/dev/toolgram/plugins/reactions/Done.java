package dev.toolgram.plugins.reactions;

import dev.toolgram.api.schema.Description;

/**
 * The result of a tool without other output.
 *
 * @param ok always true; failures are reported as errors
 */
record Done(@Description("Always true.") boolean ok) {
    static final Done OK = new Done(true);
}
