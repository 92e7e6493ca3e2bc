/** Puts the host together and runs it. */
@NullMarked
package dev.toolgram.host;

import org.jspecify.annotations.NullMarked;
