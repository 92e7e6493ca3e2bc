package dev.toolgram.host.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The log of events.
 *
 * @param mode when events are logged
 * @param keepFor how long they are kept
 * @param keepBytes how much of the disk they take
 * @param idsOnly whether texts and names are left out
 */
public record EventsConfig(Mode mode, Duration keepFor, long keepBytes, boolean idsOnly) {

    private static final Pattern KEEP =
            Pattern.compile("([1-9][0-9]{0,5})\\s*(h|d)\\s*,\\s*([1-9][0-9]{0,5})\\s*(MB|GB)");
    private static final Map<String, Long> SIZES = Map.of("MB", 1L << 20, "GB", 1L << 30);

    /** When events are logged. */
    public enum Mode {
        /** From the first reader on. */
        AUTO,
        /** Always. */
        ON,
        /** Never. */
        OFF
    }

    private record Keep(Duration time, long bytes) {}

    static EventsConfig read(Environment environment) {
        boolean enabled = environment.flag("UPDATES_ENABLED", true);
        Mode mode = environment
                .matching("EVENTS", "(?i)auto|on|off", "must be auto, on or off")
                .map(text -> Mode.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(enabled ? Mode.AUTO : Mode.OFF);
        Keep keep = environment
                .value(
                        "EVENTS_KEEP",
                        "must be a time (h, d) and a size (MB, GB), for example 7d,256MB",
                        EventsConfig::keep)
                .orElse(new Keep(Duration.ofDays(7), 256L << 20));
        boolean idsOnly = environment
                .matching("EVENTS_CONTENT", "(?i)full|ids", "must be full or ids")
                .map("ids"::equalsIgnoreCase)
                .orElse(false);
        return new EventsConfig(mode, keep.time(), keep.bytes(), idsOnly);
    }

    private static @Nullable Keep keep(String text) {
        Matcher matcher = KEEP.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int number = Integer.parseInt(matcher.group(1));
        return new Keep(
                matcher.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number),
                Integer.parseInt(matcher.group(3)) * SIZES.getOrDefault(matcher.group(4), 1L));
    }
}
