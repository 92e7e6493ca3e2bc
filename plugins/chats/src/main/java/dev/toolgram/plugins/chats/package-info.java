/** Tools for the account, its chats and their members. */
@NullMarked
package dev.toolgram.plugins.chats;

import org.jspecify.annotations.NullMarked;
