/**
 * The plugin API. A plugin implements {@link dev.toolgram.api.ToolProvider} and {@link dev.toolgram.api.Tool}; the host
 * publishes every tool as a REST route, as an MCP tool and in the OpenAPI document.
 *
 * <p><b>Compatibility.</b> From the first release on, a jar compiled against this API runs on every later host of the
 * same major version, and its source, including tests, still compiles. A test compares each build with the last
 * release. The API evolves by these rules:
 *
 * <ul>
 *   <li>{@link dev.toolgram.api.ToolgramExtension} lists the kinds of extensions, and may permit more.
 *   <li>Plugins implement {@link dev.toolgram.api.ToolProvider}, {@link dev.toolgram.api.Tool},
 *       {@link dev.toolgram.api.EventSink}, {@link dev.toolgram.api.telegram.TdFunction}, {@link dev.toolgram.api.TelegramNetwork} and its
 *       {@code Connection}. New methods of these have a default implementation that keeps the previous behavior.
 *   <li>Only the host implements {@link dev.toolgram.api.PluginContext}, {@link dev.toolgram.api.ToolContext},
 *       {@link dev.toolgram.api.telegram.TelegramClient} and its {@code Subscription}; plugins implement them in test
 *       fakes. New methods of these have a default implementation too, so that the fakes still compile.
 *   <li>{@code TdFunction} never gets a method, because it could conflict with a component of a plugin's record.
 *   <li>A record that gets a new component keeps its previous constructors. Use accessors instead of record patterns,
 *       which would no longer compile.
 *   <li>An enum may get new constants: add a {@code default} to each {@code switch} over an enum.
 *   <li>An annotation may get new elements, with defaults.
 * </ul>
 *
 * <p>Nothing is removed or changes its meaning before the next major version, and it is {@link Deprecated} first.
 */
@NullMarked
package dev.toolgram.api;

import org.jspecify.annotations.NullMarked;
