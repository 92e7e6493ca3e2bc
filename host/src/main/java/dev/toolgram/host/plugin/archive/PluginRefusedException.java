package dev.toolgram.host.plugin.archive;

import dev.toolgram.host.config.Setting;
import dev.toolgram.host.observe.ExceptionText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown when a plugin file is rejected; the message is the reason, for the operator. */
public class PluginRefusedException extends Exception {

    private final transient List<Setting> settings;
    private boolean uncaught;

    public PluginRefusedException(String message) {
        this(message, null);
    }

    public PluginRefusedException(String message, @Nullable Throwable cause) {
        this(message, cause, List.of());
    }

    /** @param settings those that it declares, when they are the reason */
    public PluginRefusedException(String message, @Nullable Throwable cause, List<Setting> settings) {
        super(message, cause);
        this.settings = settings;
    }

    public List<Setting> settings() {
        return settings;
    }

    /** Whether the plugin's own code threw the cause, whose stack trace its author needs. */
    public boolean isUncaught() {
        return uncaught;
    }

    /**
     * Takes the reason from an exception that got out of the plugin's start or stop.
     *
     * @param what the start or the stop
     * @param classes the plugin's classes
     */
    public static PluginRefusedException because(Throwable failure, String what, ClassLoader classes) {
        if (failure instanceof PluginRefusedException
                || failure instanceof UnsupportedClassVersionError
                || !ExceptionText.isFrom(failure, classes)) {
            return because(failure);
        }
        PluginRefusedException refusal = new PluginRefusedException(
                "uncaught exception in its %s%s".formatted(what, ExceptionText.of(failure, classes)), failure);
        refusal.uncaught = true;
        return refusal;
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
