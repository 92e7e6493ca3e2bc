/** What each caller may do: keys, their tools and chats. */
@NullMarked
package dev.toolgram.host.policy;

import org.jspecify.annotations.NullMarked;
