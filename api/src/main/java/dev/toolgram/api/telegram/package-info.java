/**
 * Access to Telegram for plugins: a gateway to TDLib, TDLib functions as records, and result types shared by all tools.
 */
@NullMarked
package dev.toolgram.api.telegram;

import org.jspecify.annotations.NullMarked;
