package dev.toolgram.host.config;

/**
 * Thrown for a text that cannot be read as a setting. The message says what would be right, and never repeats the text:
 * it may be a secret.
 */
final class WrongTextException extends RuntimeException {

    private final boolean ofPlugin;

    private WrongTextException(String message, boolean ofPlugin) {
        super(message);
        this.ofPlugin = ofPlugin;
    }

    /** In the host's words, which follow the variable's name: "must be a path". */
    static WrongTextException of(String predicate) {
        return new WrongTextException(predicate, false);
    }

    /** In the plugin's words, which stand for themselves. */
    static WrongTextException ofPlugin(String sentence) {
        return new WrongTextException(sentence, true);
    }

    boolean ofPlugin() {
        return ofPlugin;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The whole problem. */
    String about(String variable) {
        return variable + (ofPlugin ? ": " : " ") + getMessage();
    }
}
