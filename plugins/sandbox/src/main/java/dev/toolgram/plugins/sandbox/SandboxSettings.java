package dev.toolgram.plugins.sandbox;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings.
 *
 * @param control whether there are tools that steer the sandbox
 * @param dataDir where it keeps its state; read by {@link SandboxNetwork}, which opens before there is a context
 */
public record SandboxSettings(
        @Description("Whether there are tools that steer the sandbox, for tests.") @DefaultValue("false")
        boolean control,

        @Description("A folder in which the sandbox outlives its runs.") @Nullable
        Path dataDir) {}
