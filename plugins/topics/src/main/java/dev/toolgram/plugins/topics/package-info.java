/** Topics of forum groups. */
@NullMarked
package dev.toolgram.plugins.topics;

import org.jspecify.annotations.NullMarked;
