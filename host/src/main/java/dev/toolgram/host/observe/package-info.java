/** Logging and request ids. */
@NullMarked
package dev.toolgram.host.observe;

import org.jspecify.annotations.NullMarked;
