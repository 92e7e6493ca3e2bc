/** Drafts and scheduled messages. */
@NullMarked
package dev.toolgram.plugins.drafts;

import org.jspecify.annotations.NullMarked;
