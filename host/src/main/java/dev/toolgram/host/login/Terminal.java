package dev.toolgram.host.login;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal. Everything is said on standard error, so that standard output is the session string and
 * nothing else.
 */
public final class Terminal {

    private static final String UP = "\u001b[%dA";

    private final Console console;
    private final PrintStream out;
    private int drawn;

    private Terminal(Console console, PrintStream out) {
        this.console = console;
        this.out = out;
    }

    /** The terminal of this process; empty when standard input or output is none. */
    public static Optional<Terminal> ofProcess() {
        Console console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.of(new Terminal(console, System.err));
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
        show(prompt);
        return present(console.readLine()).strip();
    }

    /** Asks for a line that the terminal does not show. */
    public String askSecret(String prompt) {
        show(prompt);
        char[] typed = console.readPassword();
        return present(typed == null ? null : new String(typed));
    }

    /** Draws a picture, over the one before if nothing was said since. */
    public void draw(String picture) {
        if (drawn > 0) {
            out.printf(UP, drawn);
        }
        out.print(picture);
        out.flush();
        drawn = Math.toIntExact(picture.lines().count());
    }

    private void show(String prompt) {
        out.print(prompt);
        out.flush();
        drawn = 0;
    }

    private static String present(@Nullable String typed) {
        if (typed == null) {
            throw new GoneException();
        }
        return typed;
    }
}
