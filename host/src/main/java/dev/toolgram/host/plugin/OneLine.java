package dev.toolgram.host.plugin;

/** What plugins say, made fit for one line of a log or a terminal. */
public final class OneLine {

    private OneLine() {}

    /** The text without line breaks and other control characters. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }
}
