/** The account ({@link dev.toolgram.host.telegram.TelegramAccount}) and each plugin's gateway to it. */
@NullMarked
package dev.toolgram.host.telegram;

import org.jspecify.annotations.NullMarked;
