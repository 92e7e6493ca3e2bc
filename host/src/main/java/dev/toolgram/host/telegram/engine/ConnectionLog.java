package dev.toolgram.host.telegram.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator when the connection to Telegram is lost, in one line, and in another one when it is back. TDLib
 * tries again by itself, and says so each time; what has not stayed for some seconds is not passed on. Thread-safe.
 */
final class ConnectionLog {

    private static final Logger log = LoggerFactory.getLogger(ConnectionLog.class);

    /** Telegram hangs up now and then; nobody needs to know as long as the next connection comes soon and stays. */
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

    /** TDLib begins to look for Telegram. */
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

    /** From now on a lost connection is no news. */
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
