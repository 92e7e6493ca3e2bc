package dev.toolgram.api.telegram;

/** The kinds of formatting (td_api {@code TextEntityType}); the records are named as in td_api. */
public sealed interface TextEntityType {

    /** Bold. */
    record TextEntityTypeBold() implements TextEntityType {}

    /** Italic. */
    record TextEntityTypeItalic() implements TextEntityType {}

    /** Underlined. */
    record TextEntityTypeUnderline() implements TextEntityType {}

    /** Struck through. */
    record TextEntityTypeStrikethrough() implements TextEntityType {}

    /** Hidden until the reader taps it. */
    record TextEntityTypeSpoiler() implements TextEntityType {}

    /** Code within a line. */
    record TextEntityTypeCode() implements TextEntityType {}

    /** A block of code. */
    record TextEntityTypePre() implements TextEntityType {}

    /**
     * A block of code in a known language.
     *
     * @param language its name, for syntax highlighting
     */
    record TextEntityTypePreCode(String language) implements TextEntityType {}

    /** A quotation. */
    record TextEntityTypeBlockQuote() implements TextEntityType {}

    /** A quotation that is initially collapsed. */
    record TextEntityTypeExpandableBlockQuote() implements TextEntityType {}

    /**
     * A text with a link.
     *
     * @param url an http, https, tg or ton URL
     */
    record TextEntityTypeTextUrl(String url) implements TextEntityType {}

    /**
     * A mention of a user by id.
     *
     * @param userId the user's id
     */
    record TextEntityTypeMentionName(long userId) implements TextEntityType {}

    /** An email address. */
    record TextEntityTypeEmailAddress() implements TextEntityType {}

    /** A phone number. */
    record TextEntityTypePhoneNumber() implements TextEntityType {}

    /**
     * A custom emoji in place of the text.
     *
     * @param customEmojiId the emoji's id
     */
    record TextEntityTypeCustomEmoji(long customEmojiId) implements TextEntityType {}

    /** A username with {@code @}. Set by Telegram, as the following ones. */
    record TextEntityTypeMention() implements TextEntityType {}

    /** A hashtag with {@code #}. */
    record TextEntityTypeHashtag() implements TextEntityType {}

    /** A cashtag with {@code $}. */
    record TextEntityTypeCashtag() implements TextEntityType {}

    /** A command for a bot with {@code /}. */
    record TextEntityTypeBotCommand() implements TextEntityType {}

    /** The address of a web page. */
    record TextEntityTypeUrl() implements TextEntityType {}

    /** The number of a bank card. */
    record TextEntityTypeBankCardNumber() implements TextEntityType {}

    /**
     * A position in the media of the message.
     *
     * @param mediaTimestamp the position in seconds
     */
    record TextEntityTypeMediaTimestamp(int mediaTimestamp) implements TextEntityType {}

    /**
     * A point in time, which clients show in the reader's time zone.
     *
     * @param unixTime the time in seconds since 1970-01-01T00:00:00Z
     */
    record TextEntityTypeDateTime(int unixTime) implements TextEntityType {}
}
