package dev.toolgram.host;

import dev.toolgram.host.config.Config;
import dev.toolgram.host.observe.Logs;
import java.io.PrintStream;
import java.net.URLConnection;

/**
 * The process-wide settings. Those that must be set when Java starts are in
 * {@code lib/java.options}: the heap, the collector and the carriers of virtual threads; the umask is in
 * {@code bin/toolgram}.
 */
public final class ProcessSetup {

    private ProcessSetup() {}

    /** Configures logging for a host: level, format, and uncaught exceptions. */
    public static void serve(Config config) {
        // A webhook's request goes to an address that was checked, with the name in its Host header.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        quiet(
                config.logLevel() == Config.LogLevel.WARNING
                        ? "WARN"
                        : config.logLevel().name());
        Logs.logUncaughtExceptions();
        System.setErr(keptOpen(System.err));
        System.setOut(keptOpen(System.out));
        if (config.logFormat() == Config.LogFormat.JSON) {
            Logs.writeJson();
        }
    }

    /**
     * Configures logging for a command that reports to the terminal.
     *
     * @param level the minimum level: {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR} or {@code OFF}
     */
    public static void quiet(String level) {
        // A cached URL connection keeps a plugin's jar open after the plugin is unloaded.
        URLConnection.setDefaultUseCaches("jar", false);
        Logs.setLevel(level);
    }

    /** Returns a stream that ignores close(): a plugin that closes System.err must not disable the log. */
    static PrintStream keptOpen(PrintStream stream) {
        return new PrintStream(stream, true, stream.charset()) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    /**
     * Closes the host and exits with code 0 when a signal terminates the process. TDLib must be closed
     * before the process exits; otherwise it repairs its database at the next start.
     */
    public static ShutdownHook closeOnExit(Resources resources) {
        return ShutdownHook.closing(resources);
    }
}
