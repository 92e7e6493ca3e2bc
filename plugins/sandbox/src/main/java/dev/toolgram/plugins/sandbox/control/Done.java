package dev.toolgram.plugins.sandbox.control;

import dev.toolgram.api.schema.Description;

/**
 * The result of a tool that only does something.
 *
 * @param ok always true; failures are reported as errors
 */
record Done(@Description("Always true.") boolean ok) {
    static final Done OK = new Done(true);
}
