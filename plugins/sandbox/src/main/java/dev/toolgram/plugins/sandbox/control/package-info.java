/** Tools that control the data center in tests: incoming messages, failing calls, lost connections. */
@NullMarked
package dev.toolgram.plugins.sandbox.control;

import org.jspecify.annotations.NullMarked;
