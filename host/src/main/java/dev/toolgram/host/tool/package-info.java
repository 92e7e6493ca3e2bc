/**
 * The tools of all plugins in one immutable snapshot, and the one way to call them: bind, validate, guard, call. Knows
 * no door and no Telegram library.
 */
@NullMarked
package dev.toolgram.host.tool;

import org.jspecify.annotations.NullMarked;
