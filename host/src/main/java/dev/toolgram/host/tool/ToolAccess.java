package dev.toolgram.host.tool;

import org.jspecify.annotations.Nullable;

/** The tools that a caller may use: all others do not exist for it, on every door. Thread-safe. */
@FunctionalInterface
public interface ToolAccess {

    /**
     * The current tools for the holder of a key.
     *
     * @param keyName as in {@link ToolCall#keyName}
     * @return the same object until the tools or the keys change
     */
    ToolSnapshot tools(@Nullable String keyName);

    /** A caller asked for a tool that exists, but not for it. */
    default void hidden(ToolCall call) {}

    /** Every caller may use every tool. */
    static ToolAccess all(ToolRegistry registry) {
        return keyName -> registry.snapshot();
    }
}
