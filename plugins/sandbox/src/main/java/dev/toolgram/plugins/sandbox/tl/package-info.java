/**
 * Telegram's type language: the schema as tables, and a codec between bytes and
 * {@link dev.toolgram.plugins.sandbox.tl.TlObject}.
 */
@NullMarked
package dev.toolgram.plugins.sandbox.tl;

import org.jspecify.annotations.NullMarked;
