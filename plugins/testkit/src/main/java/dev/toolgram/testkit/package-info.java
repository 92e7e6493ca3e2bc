/**
 * With this an author's test runs a plugin's jar in the real host, on the real TDLib, against a Telegram on this machine:
 * no account, no network, nothing simulated but the people.
 *
 * {@snippet :
 * try (Toolgram host = Toolgram.withPlugin(Path.of("target/my-plugin-1.0.0.jar"))) {
 *     host.sandbox("receive", Map.of("chat_id", 1002, "text", "Are you there?"));
 *     assertEquals("Bob Stone", host.rest("my_tool", Map.of("chat", "me")).value().get("title").asString());
 *     assertEquals("Bob Stone", host.mcp("my_tool", Map.of("chat", "me")).value().get("title").asString());
 * }
 * }
 *
 * <p>What may change follows the rules of {@code dev.toolgram.api}.
 */
@NullMarked
package dev.toolgram.testkit;

import org.jspecify.annotations.NullMarked;
