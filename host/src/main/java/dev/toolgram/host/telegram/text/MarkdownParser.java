package dev.toolgram.host.telegram.text;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.TextEntityType;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeBold;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeCode;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeItalic;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypePre;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypePreCode;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeSpoiler;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeStrikethrough;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Telethon's Markdown: a mark opens where the same mark follows later, with at least one character between them; other
 * marks stay text. In addition {@code ||spoilers||}, the language of a code block, and balanced parentheses in a URL.
 */
final class MarkdownParser {

    /** A mark and its formatting. Longer marks come first, or a code block would start with a code span. */
    private enum Mark {
        PRE("```", new TextEntityTypePre()),
        BOLD("**", new TextEntityTypeBold()),
        ITALIC("__", new TextEntityTypeItalic()),
        STRIKETHROUGH("~~", new TextEntityTypeStrikethrough()),
        SPOILER("||", new TextEntityTypeSpoiler()),
        CODE("`", new TextEntityTypeCode());

        final String text;
        final TextEntityType type;

        Mark(String text, TextEntityType type) {
            this.text = text;
            this.type = type;
        }

        int length() {
            return text.length();
        }
    }

    private static final Pattern LANGUAGE = Pattern.compile("([\\w+#.-]+)\\n");
    private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]+)]\\(");

    private final StringBuilder text;
    private final List<Span> spans = new ArrayList<>();

    MarkdownParser(String markdown) {
        text = new StringBuilder(markdown);
    }

    FormattedText parse() {
        int position = 0;
        while (position < text.length()) {
            Mark mark = markAt(position);
            int end = mark == null ? -1 : closing(mark, position);
            if (mark != null && end >= 0) {
                position = format(mark, position, end);
            } else if (mark == null && text.charAt(position) == '[') {
                position = link(position);
            } else {
                position++;
            }
        }
        return Span.strip(text, spans);
    }

    private @Nullable Mark markAt(int position) {
        for (Mark mark : Mark.values()) {
            if (startsWith(mark.text, position)) {
                return mark;
            }
        }
        return null;
    }

    private boolean startsWith(String mark, int position) {
        return position + mark.length() <= text.length()
                && text.substring(position, position + mark.length()).equals(mark);
    }

    /** The position where the mark that starts at {@code position} is closed; -1 if nowhere. */
    private int closing(Mark mark, int position) {
        int inside = position + mark.length();
        int end = text.indexOf(mark.text, inside + 1);
        if (mark != Mark.SPOILER) {
            return end;
        }
        // With a blank next to the bars it is a logical 'or', or a table.
        if (end < 0 || Character.isWhitespace(text.charAt(inside))) {
            return -1;
        }
        while (end >= 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end = text.indexOf(mark.text, end + 1);
        }
        return end;
    }

    /** Removes both marks; returns where to go on, which is behind a code block and inside anything else. */
    private int format(Mark mark, int start, int closing) {
        delete(closing, mark.length());
        delete(start, mark.length());
        int end = closing - mark.length();
        if (mark == Mark.PRE) {
            Matcher language = LANGUAGE.matcher(text).region(start, end);
            if (language.lookingAt() && language.end() < end) {
                int length = language.end() - start;
                String name = language.group(1);
                delete(start, length);
                spans.add(new Span(start, end - length, new TextEntityTypePreCode(name)));
                return end - length;
            }
        }
        spans.add(new Span(start, end, mark.type));
        return mark == Mark.PRE || mark == Mark.CODE ? end : start;
    }

    /** Replaces {@code [text](url)} by its text; returns where to go on. */
    private int link(int start) {
        Matcher opening = LINK_TEXT.matcher(text).region(start, text.length());
        if (!opening.lookingAt()) {
            return start + 1;
        }
        int url = opening.end();
        int end = endOfUrl(url);
        if (end <= url) {
            return start + 1;
        }
        Links.Link link = Links.of(text.substring(url, end));
        String label = link.text() == null ? opening.group(1) : link.text();
        replace(url - 2, end + 1, "");
        replace(start, start + 1, "");
        replace(start, url - 3, label);
        if (link.type() != null) {
            spans.add(new Span(start, start + label.length(), link.type()));
        }
        return start + label.length();
    }

    /** The parenthesis that closes the URL, or the first one where they are not balanced; -1 if there is none. */
    private int endOfUrl(int url) {
        int open = 0;
        for (int i = url; i < text.length() && !Character.isWhitespace(text.charAt(i)); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                open++;
            } else if (c == ')' && open-- == 0) {
                return i;
            }
        }
        return text.indexOf(")", url);
    }

    private void delete(int position, int length) {
        replace(position, position + length, "");
    }

    private void replace(int start, int end, String replacement) {
        text.replace(start, end, replacement);
        spans.forEach(span -> span.replaced(start, end - start, replacement.length()));
    }
}
