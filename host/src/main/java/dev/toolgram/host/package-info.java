/** The composition root: assembles and runs the host. */
@NullMarked
package dev.toolgram.host;

import org.jspecify.annotations.NullMarked;
