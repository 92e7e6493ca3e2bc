/** Invite links, join requests and invitations. */
@NullMarked
package dev.toolgram.plugins.entry;

import org.jspecify.annotations.NullMarked;
