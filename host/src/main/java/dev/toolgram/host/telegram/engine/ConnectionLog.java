package dev.toolgram.host.telegram.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when the connection to Telegram is lost and when it is restored, in one line each. TDLib
 * reconnects automatically; states that last only a few seconds are not logged. Thread-safe.
 */
final class ConnectionLog {

    private static final Logger log = LoggerFactory.getLogger(ConnectionLog.class);

    /** Telegram closes connections regularly; a quick reconnect is not logged. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Function<Duration, Executor> later;
    private boolean connected;
    private boolean everConnected;
    private boolean toldLost;
    private boolean again;
    private boolean ended;
    private int changes;

    ConnectionLog() {
        this(delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @param later runs tasks after a delay */
    ConnectionLog(Function<Duration, Executor> later) {
        this.later = later;
    }

    /** Starts when TDLib starts to connect. */
    synchronized void begin() {
        settleLater();
    }

    synchronized void changed(ConnectionState state) {
        boolean now = state == ConnectionState.READY;
        if (now != connected && state != ConnectionState.UPDATING) {
            connected = now;
            everConnected |= now;
            settleLater();
        }
    }

    /** Stops logging, because the host closes the connection. */
    synchronized void end() {
        ended = true;
    }

    private void settleLater() {
        int change = ++changes;
        later.apply(SETTLED).execute(() -> settle(change));
    }

    private synchronized void settle(int change) {
        if (change != changes || ended) {
            return;
        }
        if (connected && toldLost) {
            log.info(again ? "Connected to Telegram again" : "Connected to Telegram");
        } else if (!connected && !toldLost) {
            again = everConnected;
            log.warn(
                    again
                            ? "Connection to Telegram lost; trying again"
                            : "There is no connection to Telegram yet; trying again");
        }
        toldLost = !connected;
    }
}
