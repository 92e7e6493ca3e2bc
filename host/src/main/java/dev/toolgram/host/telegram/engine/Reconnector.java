package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import dev.toolgram.host.telegram.login.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has TDLib connect anew when a call stays unanswered although it believes to be connected. A connection that a router
 * has forgotten, or that died while the machine slept, TDLib would only notice after more than two minutes. Nothing is
 * lost by it: what was asked is asked again, and done once. Thread-safe.
 */
final class Reconnector {

    /** How long a call waits before the connection is suspected. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class);

    /** When it does not help, it is Telegram that is slow. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final InstantSource clock;
    private Instant lastTime = Instant.MIN;
    private volatile Instant fileMoved = Instant.MIN;

    Reconnector(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A part of a file went over the line: a call may well wait for the rest. */
    void fileMoved() {
        fileMoved = clock.instant();
    }

    /** A call has waited for {@link #PATIENCE}, or for as long as it may. */
    synchronized void unanswered(String function) {
        Instant now = clock.instant();
        if (now.isAfter(lastTime.plus(PAUSE)) && now.isAfter(fileMoved.plus(PATIENCE))) {
            lastTime = now;
            log.info("Telegram leaves {} unanswered; connecting anew", function);
            ObjectNode again = Td.function("setNetworkType");
            again.putObject("type").put("@type", "networkTypeOther");
            outbox.send(again);
        }
    }
}
