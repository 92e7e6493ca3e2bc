package dev.toolgram.plugins.sandbox;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;

/**
 * What the operator sets.
 *
 * @param control whether there are tools that steer the sandbox
 */
public record SandboxSettings(
        @Description("Whether there are tools that steer the sandbox, for tests.") @DefaultValue("false")
        boolean control) {}
