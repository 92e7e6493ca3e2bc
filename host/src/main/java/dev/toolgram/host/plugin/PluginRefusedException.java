package dev.toolgram.host.plugin;

/** Thrown when a jar cannot become a plugin; the message is the reason, for the operator. */
final class PluginRefusedException extends Exception {

    PluginRefusedException(String message) {
        super(message);
    }

    PluginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
