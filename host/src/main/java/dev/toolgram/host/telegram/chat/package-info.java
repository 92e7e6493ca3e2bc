/** The chats that TDLib knows, the references that name them, and the result shapes made of both. */
@NullMarked
package dev.toolgram.host.telegram.chat;

import org.jspecify.annotations.NullMarked;
