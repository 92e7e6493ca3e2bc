package dev.toolgram.plugins.files;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A text with its formatting (td_api {@code formattedText}).
 *
 * @param text the text
 * @param entities the formatting, handed on as TDLib made it
 */
record FormattedText(String text, @Nullable JsonNode entities) {}
