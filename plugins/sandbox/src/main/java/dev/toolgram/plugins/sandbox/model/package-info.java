/** The state behind the API: people, chats, messages and the numbered logs of what happened to them. Knows no wire. */
@NullMarked
package dev.toolgram.plugins.sandbox.model;

import org.jspecify.annotations.NullMarked;
