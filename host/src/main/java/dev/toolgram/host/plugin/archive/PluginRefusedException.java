package dev.toolgram.host.plugin.archive;

/** Thrown when a plugin file is rejected; the message is the reason, for the operator. */
public class PluginRefusedException extends Exception {

    public PluginRefusedException(String message) {
        super(message);
    }

    public PluginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Takes the reason from an exception. */
    public static PluginRefusedException because(Throwable failure) {
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
