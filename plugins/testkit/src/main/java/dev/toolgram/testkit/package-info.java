/**
 * A test kit for plugin authors: runs a plugin's jar in the real host, with the real TDLib, against a local Telegram
 * sandbox, without an account or a network.
 *
 * <p>{@link ToolgramTest} passes a running host to JUnit's tests. Without it:
 *
 * {@snippet class="dev.toolgram.testkit.Snippets" region="start"}
 *
 * <p>The compatibility rules of {@code dev.toolgram.api} apply.
 */
@NullMarked
package dev.toolgram.testkit;

import org.jspecify.annotations.NullMarked;
