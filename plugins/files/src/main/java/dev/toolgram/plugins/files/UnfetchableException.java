package dev.toolgram.plugins.files;

/** Thrown if a URL is not allowed or cannot be fetched; the message says why and how to fix it, for the caller. */
final class UnfetchableException extends Exception {

    UnfetchableException(String message) {
        super(message);
    }

    UnfetchableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Quotes and truncates a text: a redirect could inject instructions for a model. */
    static String quote(String text) {
        if (text.length() <= 60) {
            return "'" + text + "'";
        }
        boolean halfEmoji = Character.isHighSurrogate(text.charAt(59));
        return "'" + text.substring(0, halfEmoji ? 59 : 60) + "…'";
    }
}
