package dev.toolgram.host.observe;

/** Text that cannot begin a line of its own or move a terminal's cursor, wherever it came from. */
public final class LogText {

    private LogText() {}

    /** For the log, where nothing may be lost: what is unsafe is written as its Java escape. */
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

    /** For people: each stretch of what is unsafe is a space. */
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

    /** Control characters but for the tab, and what Unicode adds to end lines or to turn the reading direction. */
    private static boolean isUnsafe(int c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= '\u2028' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
