/** Create, vote, read and close polls. */
@NullMarked
package dev.toolgram.plugins.polls;

import org.jspecify.annotations.NullMarked;
