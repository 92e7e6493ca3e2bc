/** The API methods that TDLib calls, grouped by subject, over the {@code world}. */
@NullMarked
package dev.toolgram.plugins.sandbox.methods;

import org.jspecify.annotations.NullMarked;
