/** Programs that the build runs; they are not part of the distribution. */
@NullMarked
package dev.toolgram.docker;

import org.jspecify.annotations.NullMarked;
