/** Unread chats, catching up and exports. */
@NullMarked
package dev.toolgram.plugins.inbox;

import org.jspecify.annotations.NullMarked;
