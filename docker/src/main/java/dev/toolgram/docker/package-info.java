/** What the build of the image runs; nothing of it is in the image. */
@NullMarked
package dev.toolgram.docker;

import org.jspecify.annotations.NullMarked;
