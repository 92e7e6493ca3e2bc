/** The chats known to TDLib, chat references, and the shared result types. */
@NullMarked
package dev.toolgram.host.telegram.chat;

import org.jspecify.annotations.NullMarked;
