package dev.toolgram.plugins.files;

/** Thrown when a URL may not or cannot be fetched; the message tells the caller why, and how to mend it. */
final class UnfetchableException extends Exception {

    UnfetchableException(String message) {
        super(message);
    }

    UnfetchableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A text in quotation marks, cut short: a redirect may hold anything, and the reader may be a model. */
    static String quote(String text) {
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
    }
}
