package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The markup language of a text, in Telethon's dialects: anything that is not valid markup is kept as text. */
public enum ParseMode {
    /** {@code **bold**}, {@code __italic__}, {@code ~~strike~~}, {@code `code`}, {@code [text](url)}, … */
    @JsonProperty("md")
    MD,

    /** The same as {@link #MD}. */
    @JsonProperty("markdown")
    MARKDOWN,

    /** {@code <b>bold</b>}, {@code <a href="…">text</a>}, …; unknown tags are dropped and their text is kept. */
    @JsonProperty("html")
    HTML;

    /**
     * Returns the mode with a name.
     *
     * @param name in any case
     * @throws IllegalArgumentException if the name is unknown
     */
    @JsonCreator
    public static ParseMode of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
