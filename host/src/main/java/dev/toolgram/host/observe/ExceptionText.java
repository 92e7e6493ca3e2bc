package dev.toolgram.host.observe;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** Formats an exception in one line, with the place in the plugin's code first. */
public final class ExceptionText {

    private static final int MAX_CAUSES = 20;

    private ExceptionText() {}

    /**
     * For example {@code " at com.example.Waiting.call(Waiting.java:42): NullPointerException: no chat"}. Does not throw,
     * although the exception may be a class of the plugin.
     *
     * @param classes the plugin's classes
     */
    public static String of(Throwable failure, ClassLoader classes) {
        String type = failure.getClass().getName();
        String name = type.substring(type.lastIndexOf('.') + 1);
        return place(failure, classes) + ": " + name + message(failure);
    }

    /** Whether code of the plugin was running. */
    public static boolean isFrom(Throwable failure, ClassLoader classes) {
        return Arrays.stream(failure.getStackTrace()).anyMatch(frame -> isFrom(frame, classes));
    }

    /** The plugin's own line, and not that of the library that it has called; empty if it is in none of the causes. */
    private static String place(Throwable failure, ClassLoader classes) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .flatMap(each -> Arrays.stream(each.getStackTrace()))
                .filter(frame -> isFrom(frame, classes))
                .findFirst()
                .map(frame -> " at %s.%s(%s:%d)"
                        .formatted(
                                frame.getClassName(),
                                frame.getMethodName(),
                                Objects.requireNonNullElse(frame.getFileName(), "unknown"),
                                frame.getLineNumber()))
                .orElse("");
    }

    private static boolean isFrom(StackTraceElement frame, ClassLoader classes) {
        return frame.getClassLoaderName() != null && frame.getClassLoaderName().equals(classes.getName());
    }

    private static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null || message.isBlank() ? "" : ": " + LogText.flat(message);
        } catch (Throwable e) { // the plugin's own code
            return "";
        }
    }
}
