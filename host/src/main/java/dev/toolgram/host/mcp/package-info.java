/** The tools over the Model Context Protocol: JSON-RPC in, one dispatcher, a dialect for each era of the protocol. */
@NullMarked
package dev.toolgram.host.mcp;

import org.jspecify.annotations.NullMarked;
