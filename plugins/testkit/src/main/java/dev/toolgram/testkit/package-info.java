/**
 * A test kit for plugin authors: runs a plugin's jar in the real host, with the real TDLib, against a local Telegram
 * sandbox, without an account or a network.
 *
 * {@snippet :
 * try (Toolgram host = Toolgram.withPlugin(Path.of("target/my-plugin-1.0.0.jar"))) {
 *     host.sandbox("receive", Map.of("chat_id", 1002, "text", "Are you there?"));
 *     assertEquals("Bob Stone", host.rest("my_tool", Map.of("chat", "me")).value().get("title").asString());
 *     assertEquals("Bob Stone", host.mcp("my_tool", Map.of("chat", "me")).value().get("title").asString());
 * }
 * }
 *
 * <p>The compatibility rules of {@code dev.toolgram.api} apply.
 */
@NullMarked
package dev.toolgram.testkit;

import org.jspecify.annotations.NullMarked;
