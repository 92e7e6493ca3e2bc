/** Tools that read, send, edit, delete and forward messages. */
@NullMarked
package dev.toolgram.plugins.messages;

import org.jspecify.annotations.NullMarked;
