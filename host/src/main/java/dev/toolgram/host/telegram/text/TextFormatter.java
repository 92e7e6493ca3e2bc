package dev.toolgram.host.telegram.text;

import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import org.jspecify.annotations.Nullable;

/** Parses markup. Never fails: whatever is not markup is text. */
public final class TextFormatter {

    private TextFormatter() {}

    /**
     * Parses a text.
     *
     * @param mode the markup language; {@code null} for plain text
     */
    public static FormattedText format(String text, @Nullable ParseMode mode) {
        return switch (mode) {
            case null -> FormattedText.plain(text);
            case MD, MARKDOWN -> new MarkdownParser(text).parse();
            case HTML -> new HtmlParser().parse(text);
        };
    }
}
