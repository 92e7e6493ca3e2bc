/** Reactions to messages and who has read them. */
@NullMarked
package dev.toolgram.plugins.reactions;

import org.jspecify.annotations.NullMarked;
