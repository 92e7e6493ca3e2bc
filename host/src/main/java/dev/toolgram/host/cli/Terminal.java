package dev.toolgram.host.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal. What is said goes to standard error: standard output is for the session string, and for
 * the prompts of secrets, which the console gives itself.
 */
public final class Terminal {

    private final PrintStream out = System.err;
    private final Console console;
    private int drawn;

    private Terminal(Console console) {
        this.console = console;
    }

    /** The terminal of this process; empty when standard input or output is none. */
    public static Optional<Terminal> ofProcess() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).map(Terminal::new);
    }

    /** Thrown when there is nobody at the terminal any more. */
    public static final class GoneException extends RuntimeException {
        GoneException() {
            super("the input has ended");
        }
    }

    /** Says a line. */
    public void say(String line) {
        out.println(line);
        out.flush();
        drawn = 0;
    }

    /** Asks for a line; without the blanks around it, so it may be empty. */
    public String ask(String prompt) {
        out.print(prompt);
        out.flush();
        drawn = 0;
        return present(console.readLine()).strip();
    }

    /** Asks for a line that the terminal does not show. */
    public String askSecret(String prompt) {
        drawn = 0;
        // The console prompts when the echo is off; a prompt of our own would come before that, and be answered too
        // soon.
        char[] typed = console.readPassword("%s", prompt);
        return present(typed == null ? null : new String(typed));
    }

    /** Draws a picture, over the one before if nothing was said since. */
    public void draw(String picture) {
        if (drawn > 0) {
            out.printf("\u001b[%dA", drawn);
        }
        out.print(picture);
        out.flush();
        drawn = Math.toIntExact(picture.lines().count());
    }

    private static String present(@Nullable String typed) {
        if (typed == null) {
            throw new GoneException();
        }
        return typed;
    }
}
