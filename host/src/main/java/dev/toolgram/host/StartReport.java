package dev.toolgram.host;

import dev.toolgram.host.config.Config;
import java.io.PrintStream;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator how the start went: in sentences, or as events when the log is for programs, which may read both
 * streams of the process as one.
 */
final class StartReport {

    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    private final Config config;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean events;

    StartReport(Config config, PrintStream out, PrintStream err) {
        this.config = config;
        this.out = out;
        this.err = err;
        this.events = config.logFormat() == Config.LogFormat.JSON;
    }

    /** Whatever it was, the operator needs the sentence; whoever mends Toolgram asks for DEBUG. */
    void failed(RuntimeException failure) {
        if (events) {
            log.error("Cannot start: {}", failure.getMessage());
        } else {
            err.println("toolgram: " + failure.getMessage());
        }
        log.debug("Cannot start", failure);
    }

    /** @param missing what keeps it from working; empty when nothing does */
    void listening(URI address, String missing) {
        if (events) {
            if (missing.isEmpty()) {
                log.info("Toolgram is ready: {}{}", address, network());
            } else {
                log.warn("Toolgram is listening at {}, but: {}", address, missing);
            }
        } else if (missing.isEmpty()) {
            out.println("Toolgram is ready: " + address + network());
            if (!config.telegram().isLive()) {
                tryIt(address);
            }
            out.flush();
        } else {
            err.println("Toolgram is listening at " + address + ", but: " + missing + ".");
        }
    }

    private String network() {
        return config.telegram().isLive() ? "" : " (" + config.telegram().network() + ")";
    }

    private void tryIt(URI address) {
        String key = config.http().authKey().isEmpty() ? "" : " -H \"Authorization: Bearer $TOOLGRAM_AUTH_KEY\"";
        out.println("curl -s" + key + " " + address
                + "/api/messages -d '{\"chat\": \"me\", \"text\": \"Hello from Toolgram\"}'");
        out.println(address + "/mcp");
    }
}
