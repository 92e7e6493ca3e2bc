/** The conversation of {@code toolgram login}: what Telegram asks, a person answers in a terminal. */
@NullMarked
package dev.toolgram.host.login;

import org.jspecify.annotations.NullMarked;
