/**
 * What a plugin author sees: implement {@link dev.toolgram.api.ToolProvider} and {@link dev.toolgram.api.Tool}, and the
 * host publishes every tool as a REST route, as an MCP tool and in the OpenAPI document.
 */
@NullMarked
package dev.toolgram.api;

import org.jspecify.annotations.NullMarked;
