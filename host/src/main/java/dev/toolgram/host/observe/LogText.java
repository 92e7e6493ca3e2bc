package dev.toolgram.host.observe;

/** Sanitizes untrusted text, so that it cannot start a new line or control the terminal. */
public final class LogText {

    private LogText() {}

    /** Replaces unsafe characters with Java escapes, for the log. */
    static String of(String text) {
        return text.chars().noneMatch(LogText::isUnsafe) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> {
                    if (isUnsafe(c)) {
                        line.append("\\u%04x".formatted(c));
                    } else {
                        line.append((char) c);
                    }
                }
            }
        });
        return line.toString();
    }

    /** Replaces each sequence of unsafe characters with a space, for messages. */
    public static String flat(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnsafe(c)) {
                gap = true;
            } else {
                line.append(gap ? " " : "").append(c);
                gap = false;
            }
        }
        return line.toString().strip();
    }

    /** Control characters except tab, and Unicode's line separators and bidirectional controls. */
    private static boolean isUnsafe(int c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= '\u2028' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
