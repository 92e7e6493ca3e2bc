/** The state behind the API: people, chats, messages and the numbered logs of what happened to them. Knows no wire. */
@NullMarked
package dev.toolgram.plugins.sandbox.world;

import org.jspecify.annotations.NullMarked;
