package dev.toolgram.api.telegram;

/**
 * A formatted range of a {@link FormattedText} (td_api {@code textEntity}).
 *
 * @param offset where it starts, in UTF-16 code units
 * @param length how long it is, in UTF-16 code units; at least 1
 * @param type how it is formatted
 */
public record TextEntity(int offset, int length, TextEntityType type) {}
