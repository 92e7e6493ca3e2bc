package dev.toolgram.api.telegram;

import java.util.List;

/**
 * A text with its formatting (td_api {@code formattedText}), for use as a component of a {@link TdFunction}.
 * {@link TelegramClient#format} parses one from markup.
 *
 * @param text the text without markup
 * @param entities the formatted ranges, ordered by offset; longer ranges first
 */
public record FormattedText(String text, List<TextEntity> entities) {

    /** Copies the list. */
    public FormattedText {
        entities = List.copyOf(entities);
    }

    /** Returns a text without formatting. */
    public static FormattedText plain(String text) {
        return new FormattedText(text, List.of());
    }
}
