package dev.toolgram.host.json;

/** The beginning of a text that an answer repeats. */
public final class Excerpt {

    private Excerpt() {}

    /** The first {@code max} characters and an ellipsis; half an emoji at the end, which JSON cannot hold, is dropped. */
    public static String of(String text, int max, String ellipsis) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + ellipsis;
    }
}
