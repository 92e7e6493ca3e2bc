/** Members and administrators of groups and channels. */
@NullMarked
package dev.toolgram.plugins.moderation;

import org.jspecify.annotations.NullMarked;
