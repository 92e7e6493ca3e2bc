/**
 * Telegram as a tool sees it: one gateway to TDLib, TDLib functions as records, and the result shapes that all tools
 * share.
 */
@NullMarked
package dev.toolgram.api.telegram;

import org.jspecify.annotations.NullMarked;
