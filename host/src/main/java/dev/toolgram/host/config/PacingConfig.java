package dev.toolgram.host.config;

import java.time.Duration;
import java.util.List;

/**
 * The limits on how often the account may do what.
 *
 * @param enabled whether calls wait and are refused
 * @param globalInterval between any two calls
 * @param jitter the most that is added to {@code globalInterval}, at random
 * @param sendInterval between two messages to the same chat
 * @param readInterval between two reads of the same chat
 * @param adaptive whether a FLOOD_WAIT doubles the intervals for an hour
 * @param resolve look-ups of unknown usernames, phone numbers and links
 * @param full reads of members and other full data
 * @param join joined chats
 * @param create created chats
 * @param send sent and changed messages
 * @param read other reads
 * @param firstContact first messages to users who are not contacts
 */
public record PacingConfig(
        boolean enabled,
        Duration globalInterval,
        Duration jitter,
        Duration sendInterval,
        Duration readInterval,
        boolean adaptive,
        Rate resolve,
        Rate full,
        Rate join,
        Rate create,
        Rate send,
        Rate read,
        Rate firstContact) {

    private static final int MAX_MILLIS = 3_600_000;
    private static final int MAX_LIMIT = 1_000_000;

    /** Everything else that reaches Telegram. */
    public static final Rate OTHER = Rate.perMinute(60);

    private static final List<String> LIMITS = List.of(
            "THROTTLE_GLOBAL_INTERVAL_MS",
            "THROTTLE_JITTER_MS",
            "THROTTLE_PER_CHAT_INTERVAL_MS",
            "THROTTLE_PER_CHAT_READ_INTERVAL_MS",
            "BUCKET_RESOLVE_PER_MIN",
            "BUCKET_GET_FULL_PER_MIN",
            "BUCKET_JOIN_PER_HOUR",
            "BUCKET_CREATE_PER_HOUR",
            "BUCKET_SEND_PER_MIN",
            "BUCKET_READ_PER_MIN",
            "PACE_FIRST_CONTACT");

    /** @param isLive whether a real account needs protection; a sandbox's is paced only if a limit is set */
    static PacingConfig read(Environment environment, boolean isLive) {
        return new PacingConfig(
                environment.flag(
                        "THROTTLE_ENABLED",
                        isLive
                                || LIMITS.stream()
                                        .anyMatch(
                                                limit -> environment.text(limit).isPresent())),
                millis(environment, "THROTTLE_GLOBAL_INTERVAL_MS", 50),
                millis(environment, "THROTTLE_JITTER_MS", 200),
                millis(environment, "THROTTLE_PER_CHAT_INTERVAL_MS", 1100),
                millis(environment, "THROTTLE_PER_CHAT_READ_INTERVAL_MS", 250),
                environment.flag("THROTTLE_ADAPTIVE", true),
                Rate.perMinute(limit(environment, "BUCKET_RESOLVE_PER_MIN", 5)),
                Rate.perMinute(limit(environment, "BUCKET_GET_FULL_PER_MIN", 10)),
                Rate.perHour(limit(environment, "BUCKET_JOIN_PER_HOUR", 5)),
                Rate.perHour(limit(environment, "BUCKET_CREATE_PER_HOUR", 5)),
                Rate.perMinute(limit(environment, "BUCKET_SEND_PER_MIN", 20)),
                Rate.perMinute(limit(environment, "BUCKET_READ_PER_MIN", 600)),
                environment
                        .value(
                                "PACE_FIRST_CONTACT",
                                "must be a number per s, min, h or d, for example 5/d",
                                text -> Rate.parse(text).orElse(null))
                        .orElse(new Rate(5, Duration.ofDays(1))));
    }

    private static Duration millis(Environment environment, String name, int defaultValue) {
        return Duration.ofMillis(environment.integer(name, defaultValue, 0, MAX_MILLIS));
    }

    private static int limit(Environment environment, String name, int defaultValue) {
        return environment.integer(name, defaultValue, 1, MAX_LIMIT);
    }
}
