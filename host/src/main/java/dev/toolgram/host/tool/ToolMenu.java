package dev.toolgram.host.tool;

import java.util.Set;

/**
 * Which of the tools that a caller {@linkplain ToolVisibility sees} an MCP client gets in its list: a model pays for each
 * of them. Thread-safe, and fast.
 */
public interface ToolMenu {

    /** Finds the tools that are not in the list. */
    String FIND = "find_tools";

    /** Calls one of them. */
    String CALL = "call_tool";

    /** The tools that only MCP has, because its list may be short. */
    Set<String> FINDING = Set.of(FIND, CALL);

    /** The host's tools that no MCP client gets: a model that a stranger has instructed must not create a webhook. */
    String REST_ONLY = "webhooks";

    /** Everything. */
    ToolMenu ALL = new ToolMenu() {
        @Override
        public boolean lists(RegisteredTool tool) {
            return offers(tool);
        }

        @Override
        public boolean offers(RegisteredTool tool) {
            return !isRestOnly(tool);
        }
    };

    /** Whether only REST has the tool. */
    static boolean isRestOnly(RegisteredTool tool) {
        return tool.pluginId().equals(REST_ONLY) && tool.bundled();
    }

    /** Whether the tool is in the list. */
    boolean lists(RegisteredTool tool);

    /** Whether the tool can be found and called over MCP. */
    boolean offers(RegisteredTool tool);
}
