package dev.toolgram.host.plugin;

/** Thrown when a file cannot become a plugin; the message is the reason, for the operator. */
class PluginRefusedException extends Exception {

    PluginRefusedException(String message) {
        super(message);
    }

    PluginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The reason in somebody else's words: those of an exception, where it has any for people. */
    static PluginRefusedException because(Throwable failure) {
        if (failure instanceof PluginRefusedException refusal) {
            return refusal;
        }
        String message = failure.getMessage();
        return switch (failure) {
            case UnsupportedClassVersionError e ->
                new PluginRefusedException(
                        "it was compiled for a newer Java than the %d that runs here: compile it with --release %1$d"
                                .formatted(Runtime.version().feature()),
                        e);
            case Error e -> new PluginRefusedException(e.toString(), e);
            default ->
                new PluginRefusedException(
                        message == null || message.isBlank() ? failure.toString() : message, failure);
        };
    }
}
