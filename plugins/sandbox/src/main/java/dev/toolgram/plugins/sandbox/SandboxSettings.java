package dev.toolgram.plugins.sandbox;

import dev.toolgram.api.schema.DefaultValue;
import dev.toolgram.api.schema.Description;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings.
 *
 * @param control whether there are tools that steer the sandbox
 * @param chats how many private chats the account has in addition to those of every sandbox; read by
 *     {@link SandboxNetwork}, as the next one
 * @param dataDir where it keeps its state; read by {@link SandboxNetwork}, which opens before there is a context
 */
public record SandboxSettings(
        @Description("Whether there are tools that steer the sandbox, for tests.") @DefaultValue("false")
        boolean control,

        @Description("How many more private chats the account has, for tests with a long list. Not to be changed later"
                + " where DATA_DIR is set.")
        @DefaultValue("0")
        @Min(0)
        @Max(100_000)
        int chats,

        @Description("A folder in which the sandbox outlives its runs.") @Nullable
        Path dataDir) {}
