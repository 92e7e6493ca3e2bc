package dev.toolgram.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class ExceptionTextTest {

    private static final StackTraceElement LIBRARY =
            frame(null, "java.util.Objects", "requireNonNull", "Objects.java", 9);
    private static final StackTraceElement PLUGIN = frame("greet-1.0.0", "com.example.Greet", "call", "Greet.java", 42);
    private static final StackTraceElement HOST = frame("app", "dev.toolgram.host.Host", "run", "Host.java", 7);

    private final ClassLoader classes = new ClassLoader("greet-1.0.0", null) {};

    static Stream<Arguments> failures() {
        return Stream.of(
                row(
                        "the plugin's line before the library's",
                        thrown(new NullPointerException("chat"), LIBRARY, PLUGIN, HOST),
                        " at com.example.Greet.call(Greet.java:42): NullPointerException: chat"),
                row(
                        "the line of the cause",
                        thrown(new IllegalStateException("wrapped", thrown(new Error(), PLUGIN)), HOST),
                        " at com.example.Greet.call(Greet.java:42): IllegalStateException: wrapped"),
                row(
                        "no line of the plugin",
                        thrown(new IllegalStateException("neither object nor list"), HOST),
                        ": IllegalStateException: neither object nor list"),
                row(
                        "no message",
                        thrown(new StackOverflowError(), PLUGIN),
                        " at com.example.Greet.call(Greet.java:42): StackOverflowError"),
                row(
                        "a message of two lines",
                        thrown(new IllegalStateException("one\n\ttwo"), PLUGIN),
                        " at com.example.Greet.call(Greet.java:42): IllegalStateException: one \ttwo"),
                row("a message that cannot be read", thrown(new Unspeakable()), ": ExceptionTextTest$Unspeakable"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void exceptionIsOneLineWithThePlaceInThePluginFirst(Throwable failure, String text) {
        assertThat(ExceptionText.of(failure, classes)).isEqualTo(text);
    }

    private static final class Unspeakable extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    private static Arguments row(String name, Throwable failure, String text) {
        return Arguments.of(Named.of(name, failure), text);
    }

    private static Throwable thrown(Throwable failure, StackTraceElement... trace) {
        failure.setStackTrace(trace);
        return failure;
    }

    private static StackTraceElement frame(@Nullable String loader, String type, String method, String file, int line) {
        return new StackTraceElement(loader, null, null, type, method, file, line);
    }
}
