package dev.toolgram.host;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.observe.Logs;
import java.io.PrintStream;
import java.net.URLConnection;

/**
 * The switches that affect the whole process, in one place. Those that Java takes only at its start are in
 * {@code lib/java.options}: the heap, the collector and the carriers of virtual threads; the umask is in
 * {@code bin/toolgram}.
 */
public final class ProcessSetup {

    private ProcessSetup() {}

    /** Sets the log up for a host: its level, its format, and what happens to an exception that nobody catches. */
    public static void serve(Config config) {
        quiet(
                config.logLevel() == Config.LogLevel.WARNING
                        ? "WARN"
                        : config.logLevel().name());
        Logs.logUncaughtExceptions();
        System.setErr(keptOpen(System.err));
        if (config.logFormat() == Config.LogFormat.JSON) {
            Logs.writeJson();
        }
    }

    /**
     * Sets the log up for a command that reports to its terminal.
     *
     * @param level the least level that is logged: {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR} or {@code OFF}
     */
    public static void quiet(String level) {
        // A cached URL connection keeps a plugin's jar open after the plugin is unloaded.
        URLConnection.setDefaultUseCaches("jar", false);
        Logs.setLevel(level);
    }

    /** A stream whose closing closes nothing: a plugin that closes System.err must not silence the log. */
    static PrintStream keptOpen(PrintStream stream) {
        return new PrintStream(stream, true, stream.charset()) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    /**
     * Closes the host when a signal ends the process, at any moment, and makes the exit code 0. TDLib must be closed
     * before the process ends, or it repairs its database at the next start.
     */
    public static ShutdownHook closeOnExit(Resources resources) {
        return ShutdownHook.closing(resources);
    }
}
