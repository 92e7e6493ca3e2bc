package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes TDLib reconnect when a request gets no response although TDLib reports a connection. TDLib notices a connection
 * that a router dropped, or that died while the machine slept, only after more than two minutes. Nothing is lost: TDLib
 * repeats its requests, and the server executes each once. Thread-safe.
 */
final class Reconnector {

    /** The time without a response after which TDLib reconnects. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class);

    /** The minimum interval between reconnects, because Telegram itself may be slow. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Consumer<ObjectNode> requests;
    private final InstantSource clock;
    private Instant lastTime = Instant.MIN;
    private volatile Instant fileMoved = Instant.MIN;

    Reconnector(Consumer<ObjectNode> requests, InstantSource clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** File data was transferred, so the connection works and calls may wait for the rest. */
    void fileMoved() {
        fileMoved = clock.instant();
    }

    /** A call has waited for {@link #PATIENCE} or until its deadline. */
    synchronized void unanswered(String function) {
        Instant now = clock.instant();
        if (now.isAfter(lastTime.plus(PAUSE)) && now.isAfter(fileMoved.plus(PATIENCE))) {
            lastTime = now;
            log.info("No response to {}, reconnecting", function);
            ObjectNode again = Td.function("setNetworkType");
            again.putObject("type").put("@type", "networkTypeOther");
            requests.accept(again);
        }
    }
}
