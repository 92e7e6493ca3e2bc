package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.telegram.TelegramError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when Telegram, although connected, does not respond in time or limits the rate: one line per incident, not one
 * per call. Thread-safe.
 */
final class SlowResponseLog {

    private static final Logger log = LoggerFactory.getLogger(SlowResponseLog.class);

    /** Timeouts within this interval are one incident, even if other calls succeed. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, Instant> pauses = new HashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    private Instant quietUntil = Instant.MIN;
    private volatile boolean silence;

    SlowResponseLog(InstantSource clock) {
        this.clock = clock;
    }

    /** A call ended without a response. */
    synchronized void timedOut(String function) {
        Instant now = clock.instant();
        if (!now.isBefore(quietUntil)) {
            quietUntil = now.plus(QUIET);
            silence = true;
            log.warn("Request timed out: {}, Telegram is connected and does not respond", function);
        }
        if (silence) {
            unanswered.add(function);
        }
    }

    /** A call got a response. */
    void answered(String function, @Nullable TelegramError error) {
        if (silence) {
            noLongerSilent(function);
        }
        if (error != null && error.retryAfter() != null) {
            flooded(function, error.message(), error.retryAfter());
        }
    }

    /** Tracks each function, because TDLib answers some from its database, without Telegram; those never time out. */
    private synchronized void noLongerSilent(String function) {
        if (silence && unanswered.contains(function)) {
            silence = false;
            unanswered.clear();
            log.info("Telegram responds to {} again", function);
        }
    }

    private synchronized void flooded(String function, String code, int seconds) {
        Instant now = clock.instant();
        Instant end = pauses.getOrDefault(function, Instant.MIN);
        if (!now.isBefore(end)) {
            pauses.put(function, now.plusSeconds(seconds));
            log.warn("Rate-limited by Telegram: {}, {} {} s", function, code.replaceFirst("_\\d+$", ""), seconds);
        }
    }
}
