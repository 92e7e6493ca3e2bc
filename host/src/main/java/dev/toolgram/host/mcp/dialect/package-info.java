/** The protocol revisions of MCP: up to 2025-11-25, and 2026-07-28. */
@NullMarked
package dev.toolgram.host.mcp.dialect;

import org.jspecify.annotations.NullMarked;
