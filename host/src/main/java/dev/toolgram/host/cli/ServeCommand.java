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
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** {@code toolgram serve} and {@code toolgram demo}: runs the host until a signal ends it. */
final class ServeCommand {

    /** The time for which the first line may wait for Telegram; the host goes on trying in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private ServeCommand() {}

    /**
     * Serves until a signal ends the process.
     *
     * @return the exit code of a start that failed, after the reason was reported
     * @throws SessionTakenException if another process serves the session
     */
    static int run(Installation installation, Map<String, String> environment)
            throws ConfigException, InterruptedException {
        Resources everything = new Resources();
        ShutdownHook end = ProcessSetup.closeOnExit(everything);
        try {
            Config config = Config.read(environment, installation.version(), ConfigChecks::ofHost);
            ProcessSetup.serve(config);
            StartupMessages report = new StartupMessages(config);
            try {
                announce(ToolHost.start(config, installation, environment, everything), report, end);
            } catch (ConfigException | SessionTakenException e) {
                throw e;
            } catch (Throwable e) { // also an Error: /healthz answers already, so it must end the process
                end.cancel();
                report.failed(e);
                return 1;
            }
            end.await();
            return 0;
        } finally {
            end.cancel();
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
