/** MCP messages, protocol versions and headers as they travel. */
@NullMarked
package dev.toolgram.host.mcp.wire;

import org.jspecify.annotations.NullMarked;
