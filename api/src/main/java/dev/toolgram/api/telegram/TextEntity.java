package dev.toolgram.api.telegram;

/**
 * A formatted range of a {@link FormattedText} (td_api {@code textEntity}).
 *
 * @param offset the start, in UTF-16 code units
 * @param length the length, in UTF-16 code units; at least 1
 * @param type the kind of formatting
 */
public record TextEntity(int offset, int length, TextEntityType type) {}
