package dev.toolgram.host.cli;

import dev.toolgram.host.ConfigChecks;
import dev.toolgram.host.Installation;
import dev.toolgram.host.ProcessSetup;
import dev.toolgram.host.Resources;
import dev.toolgram.host.SessionTakenException;
import dev.toolgram.host.ShutdownHook;
import dev.toolgram.host.ToolHost;
import dev.toolgram.host.config.Config;
import dev.toolgram.host.config.ConfigException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** {@code toolgram serve} and {@code toolgram demo}: runs the host until a signal ends it. */
final class ServeCommand {

    /** How long the first line may wait for Telegram; the host goes on trying in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;

    ServeCommand(Installation installation, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    /** Thrown when the host cannot start, after the reason was reported. */
    static final class FailedException extends Exception {
        FailedException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Serves. Returns only by an exception.
     *
     * @throws SessionTakenException if another process serves the session
     */
    void run(Map<String, String> environment) throws ConfigException, FailedException, InterruptedException {
        Resources everything = new Resources();
        ShutdownHook end = ProcessSetup.closeOnExit(everything);
        try {
            Config config = Config.read(environment, installation.version(), ConfigChecks::ofHost);
            ProcessSetup.serve(config);
            StartupMessages report = new StartupMessages(config, out, err);
            announce(start(config, environment, everything, report, end), report, end);
            end.await();
        } finally {
            end.cancel();
        }
    }

    private ToolHost start(
            Config config,
            Map<String, String> environment,
            Resources everything,
            StartupMessages report,
            ShutdownHook end)
            throws ConfigException, FailedException, InterruptedException {
        try {
            return ToolHost.start(config, installation, environment, everything);
        } catch (ConfigException | SessionTakenException e) {
            throw e;
        } catch (Throwable e) { // also an Error: /healthz answers already, so it must end the process
            end.cancel();
            report.failed(e);
            throw new FailedException(e);
        }
    }

    private static void announce(ToolHost host, StartupMessages report, ShutdownHook end) {
        URI address = host.address(); // it has none once a signal has closed it
        if (!host.awaitReady(PATIENCE).isEmpty()) {
            if (!end.hasBegun()) {
                report.notReady(address);
            }
            if (!host.awaitReady(FOREVER).isEmpty()) {
                return;
            }
        }
        report.ready(address);
    }
}
