package dev.toolgram.host.cli;

import dev.toolgram.host.config.Config;
import java.io.PrintStream;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to the operator how the start went: in sentences, or as log events when the log is JSON, because programs may
 * read both streams of the process as one.
 */
final class StartupMessages {

    private static final Logger log = LoggerFactory.getLogger(StartupMessages.class);

    private final Config config;
    private final PrintStream out = System.out;
    private final boolean events;

    StartupMessages(Config config) {
        this.config = config;
        this.events = config.logFormat() == Config.LogFormat.JSON;
    }

    /** Reports one line; the stack trace only at DEBUG. */
    void failed(Throwable failure) {
        if (events) {
            log.error("Cannot start: {}", sentence(failure));
        } else {
            System.err.println("toolgram: " + sentence(failure));
        }
        log.debug("Cannot start", failure);
    }

    /** One line for the operator: the message where it is one of ours, else the kind of failure with it. */
    static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof RuntimeException && message != null ? message : "Cannot start: " + failure;
    }

    /** Reports that the account can be used. */
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

    /** Reports where the current reason can be read; the log has the first one. */
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
        out.println("curl -sN" + key + " " + address + "/api/events/stream");
        out.println(address + "/mcp");
    }
}
