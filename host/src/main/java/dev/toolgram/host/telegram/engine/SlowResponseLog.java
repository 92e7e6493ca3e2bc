package dev.toolgram.host.telegram.engine;

import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.codec.Td;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Tells the operator when Telegram, although connected, does not answer in time or wants a pause: in a line when it
 * begins, not in one for each call. Thread-safe.
 */
final class SlowResponseLog {

    private static final Logger log = LoggerFactory.getLogger(SlowResponseLog.class);

    /** While some calls are answered and others are not, that is one trouble and not many. */
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
            log.warn("Telegram does not answer {} in time", function);
        }
        if (silence) {
            unanswered.add(function);
        }
    }

    /** A call was answered, perhaps by an error. */
    void answered(String function, JsonNode answer) {
        if (silence) {
            noLongerSilent(function);
        }
        if (Td.isError(answer)) {
            TelegramError error = TelegramError.of((int) Td.number(answer, "code"), Td.text(answer, "message"));
            if (error.retryAfter() != null) {
                flooded(function, error.retryAfter());
            }
        }
    }

    /** TDLib answers some functions from its database: those say nothing of Telegram, but they never time out either. */
    private synchronized void noLongerSilent(String function) {
        if (silence && unanswered.contains(function)) {
            silence = false;
            unanswered.clear();
            log.info("Telegram answers {} again", function);
        }
    }

    private synchronized void flooded(String function, int seconds) {
        Instant now = clock.instant();
        Instant end = pauses.getOrDefault(function, Instant.MIN);
        if (!now.isBefore(end)) {
            pauses.put(function, now.plusSeconds(seconds));
            log.warn("Telegram wants a pause of {} s from {}", seconds, function);
        }
    }
}
