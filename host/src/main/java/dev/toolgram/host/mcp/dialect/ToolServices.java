package dev.toolgram.host.mcp.dialect;

import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;

/**
 * The parts that the dialects share.
 *
 * @param registry the tools
 * @param dispatcher calls them
 * @param list describes them
 * @param subscriptions the streams that report their changes
 * @param budget limits their results
 */
record ToolServices(
        ToolRegistry registry,
        ToolDispatcher dispatcher,
        ToolList list,
        Subscriptions subscriptions,
        ResultBudget budget) {}
