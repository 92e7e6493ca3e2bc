package dev.toolgram.host.tool;

import org.jspecify.annotations.Nullable;

/**
 * Decides which of the tools that a caller {@linkplain ToolAccess may use} it sees in MCP's list and in the OpenAPI
 * document. Thread-safe, and fast.
 */
@FunctionalInterface
public interface ToolVisibility {

    /** Everybody sees all tools. */
    ToolVisibility ALL = (tool, keyName) -> true;

    /** Whether the caller with this key sees the tool; {@code null} where no key is needed. */
    boolean isVisible(RegisteredTool tool, @Nullable String keyName);

    /** The tools that both decisions show. */
    default ToolVisibility and(ToolVisibility other) {
        return (tool, keyName) -> isVisible(tool, keyName) && other.isVisible(tool, keyName);
    }
}
