/** Markup to formatted text: Telethon's Markdown and HTML dialects. */
@NullMarked
package dev.toolgram.host.telegram.text;

import org.jspecify.annotations.NullMarked;
