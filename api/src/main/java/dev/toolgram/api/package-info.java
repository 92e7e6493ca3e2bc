/**
 * What a plugin author sees: implement {@link dev.toolgram.api.ToolProvider} and {@link dev.toolgram.api.Tool}, and the
 * host publishes every tool as a REST route, as an MCP tool and in the OpenAPI document.
 *
 * <p><b>What may change.</b> From the first release on, a jar that was compiled against this API runs on every later host
 * of the same major version, and its source, tests included, still compiles. A test compares each build with the last
 * release. So that there is room to grow:
 *
 * <ul>
 *   <li>Plugins implement {@link dev.toolgram.api.ToolProvider}, {@link dev.toolgram.api.Tool},
 *       {@link dev.toolgram.api.telegram.TdFunction}, {@link dev.toolgram.api.telegram.TelegramNetwork} and its
 *       {@code Connection}. A method that one of these gains has a default, which does what was done before.
 *   <li>Only the host implements {@link dev.toolgram.api.PluginContext}, {@link dev.toolgram.api.ToolContext},
 *       {@link dev.toolgram.api.telegram.TelegramClient} and its {@code Subscription}; plugins do so in their tests. What
 *       one of these gains has a default, too, so that such a fake still compiles.
 *   <li>{@code TdFunction} gains no method at all: what the components of a record are called is its author's affair.
 *   <li>A record that gains a component keeps its former constructors. A pattern that takes a record apart would not
 *       compile any more: ask its accessors.
 *   <li>An enum may gain a constant: give a {@code switch} over one a {@code default}.
 *   <li>An annotation may gain an element, which has a default.
 * </ul>
 *
 * <p>Nothing is taken away or changes its meaning before the next major version; what will be is {@link Deprecated} first.
 */
@NullMarked
package dev.toolgram.api;

import org.jspecify.annotations.NullMarked;
