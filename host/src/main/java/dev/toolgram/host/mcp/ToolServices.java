package dev.toolgram.host.mcp;

import dev.toolgram.host.tool.ToolDispatcher;
import dev.toolgram.host.tool.ToolRegistry;

/**
 * What the dialects make of the tools in common.
 *
 * @param registry the tools
 * @param dispatcher calls them
 * @param catalogue describes them
 * @param listeners want to hear when they change
 */
record ToolServices(
        ToolRegistry registry, ToolDispatcher dispatcher, ToolCatalogue catalogue, McpSubscriptions listeners) {}
