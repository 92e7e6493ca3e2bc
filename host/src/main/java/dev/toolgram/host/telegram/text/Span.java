package dev.toolgram.host.telegram.text;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.TextEntity;
import dev.toolgram.api.telegram.TextEntityType;
import java.util.Comparator;
import java.util.List;

/** A formatted range of a text that is still being edited: edits in front of it or inside it move its ends. */
final class Span {

    private final TextEntityType type;
    private int start;
    private int end;

    Span(int start, int end, TextEntityType type) {
        this.start = start;
        this.end = end;
        this.type = type;
    }

    /** Adapts the range to a replacement of {@code length} characters at {@code position} by {@code newLength} others. */
    void replaced(int position, int length, int newLength) {
        start = moved(start, position, length, newLength);
        end = moved(end, position, length, newLength);
    }

    private static int moved(int index, int position, int length, int newLength) {
        if (index >= position + length) {
            return index + newLength - length;
        }
        return Math.min(index, position + newLength);
    }

    /** Strips the text, as Telegram does, and drops the ranges that are empty then. */
    static FormattedText strip(StringBuilder text, List<Span> spans) {
        int last = text.length();
        while (last > 0 && isBlank(text.charAt(last - 1))) {
            last--;
        }
        int first = 0;
        while (first < last && isBlank(text.charAt(first))) {
            first++;
        }
        int length = last - first;
        for (Span span : spans) {
            span.replaced(0, first, 0);
            span.end = Math.min(span.end, length);
        }
        return new FormattedText(
                text.substring(first, last),
                spans.stream()
                        .filter(span -> span.start < span.end)
                        .map(span -> new TextEntity(span.start, span.end - span.start, span.type))
                        .sorted(Comparator.comparingInt(TextEntity::offset)
                                .thenComparing(TextEntity::length, Comparator.reverseOrder()))
                        .toList());
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
