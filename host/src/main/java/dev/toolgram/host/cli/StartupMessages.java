package dev.toolgram.host.cli;

import dev.toolgram.host.config.Config;
import java.io.PrintStream;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator how the start went: in sentences, or as events when the log is for programs, which may read both
 * streams of the process as one.
 */
final class StartupMessages {

    private static final Logger log = LoggerFactory.getLogger(StartupMessages.class);

    private final Config config;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean events;

    StartupMessages(Config config, PrintStream out, PrintStream err) {
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

    /** The account can be used. */
    void ready(URI address) {
        if (events) {
            log.info("Toolgram is ready: {}{}", address, network());
            return;
        }
        out.println("Toolgram is ready: " + address + network());
        if (!config.telegram().isLive()) {
            tryIt(address);
        }
        out.flush();
    }

    /** Why it is not ready is in the log, once; here is the way to the account of it that is kept up to date. */
    void notReady(URI address) {
        String sentence = "Toolgram is listening, but not ready: " + address + "/readyz says why";
        if (events) {
            log.warn("{}", sentence);
        } else {
            out.println(sentence);
            out.flush();
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
