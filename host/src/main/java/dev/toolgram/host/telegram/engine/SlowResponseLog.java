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
 * Logs when Telegram, although connected, does not respond in time or limits the rate: one line when that begins, not one
 * for each call. Thread-safe.
 */
final class SlowResponseLog {

    private static final Logger log = LoggerFactory.getLogger(SlowResponseLog.class);

    /** While some calls are answered and others are not, that is one incident and not many. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, Instant> pauses = new HashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    private Instant quietUntil = Instant.MIN;
    private volatile boolean silence;

    SlowResponseLog(InstantSource clock) {
        this.clock = clock;
    }

    /** A call ended without an answer. */
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

    /** A call was answered. */
    void answered(String function, @Nullable TelegramError error) {
        if (silence) {
            noLongerSilent(function);
        }
        if (error != null && error.retryAfter() != null) {
            flooded(function, error.message(), error.retryAfter());
        }
    }

    /** TDLib answers some functions from its database: those say nothing of Telegram, but they never time out either. */
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
