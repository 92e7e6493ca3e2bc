package dev.toolgram.host.json;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Shows the characters that a person does not see and a model does: invisible, bidirectional and tag characters become
 * {@code [U+202E]}. Joiners stay where emoji or scripts need them. A text in JSON stays JSON.
 */
public final class VisibleText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private VisibleText() {}

    /** The text with its hidden characters shown; the same instance when it has none. */
    public static String of(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean hidden = (c < ' ' || c > '~') && isHidden(c, text, i, next);
            if (hidden && shown == null) {
                shown = new StringBuilder(text.length() + 64).append(text, 0, i);
            }
            if (shown != null) {
                if (hidden) {
                    shown.append("[U+%04X]".formatted(c));
                } else {
                    shown.appendCodePoint(c);
                }
            }
            i = next;
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean isHidden(int c, String text, int start, int end) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return start == 0
                    || end == text.length()
                    || !joins(text.codePointBefore(start))
                    || !joins(text.codePointAt(end));
        }
        if (c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF) { // variation selectors
            return start == 0 || !varies(text.codePointBefore(start));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
            case Character.FORMAT -> !isPrefixSign(c);
            default ->
                c >= 0xE0000 && c <= 0xE0FFF
                        || c >= 0x180B && c <= 0x180F
                        || c == 0x034F // combining grapheme joiner
                        || c == 0x115F // Hangul fillers
                        || c == 0x1160
                        || c == 0x3164
                        || c == 0xFFA0
                        || c == 0x17B4 // Khmer inherent vowels
                        || c == 0x17B5
                        || c == 0x2065;
        };
    }

    private static boolean joins(int c) {
        return Character.isEmoji(c) && c > 0xFF
                || Character.isEmojiModifier(c)
                || c == 0xFE0F
                || JOINING.contains(UnicodeScript.of(c))
                || Character.getType(c) == Character.NON_SPACING_MARK && c < 0xE0000;
    }

    /** Whether a character has variants: symbols, keycaps and ideographs, and not a selector itself. */
    private static boolean varies(int c) {
        return Character.isEmoji(c)
                || Character.isIdeographic(c)
                || Character.getType(c) == Character.MATH_SYMBOL
                || Character.getType(c) == Character.OTHER_SYMBOL;
    }

    /** Signs of number and end of verse, which are visible although Unicode calls them formats. */
    private static boolean isPrefixSign(int c) {
        return c >= 0x0600 && c <= 0x0605
                || c == 0x06DD
                || c == 0x070F
                || c == 0x0890
                || c == 0x0891
                || c == 0x08E2
                || c == 0x110BD
                || c == 0x110CD;
    }
}
