package dev.toolgram.host.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many calls in a time: {@code 20/min}.
 *
 * @param calls at least 1
 * @param period a second, a minute, an hour or a day
 */
public record Rate(int calls, Duration period) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})/(s|min|h|d)");

    private static final Map<String, Duration> UNITS = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));

    /** Reads {@code 20/min}; the units are {@code s}, {@code min}, {@code h} and {@code d}. Empty if it is not a rate. */
    public static Optional<Rate> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Rate(
                        Integer.parseInt(matcher.group(1)), UNITS.getOrDefault(matcher.group(2), Duration.ZERO)))
                : Optional.empty();
    }

    static Rate perMinute(int calls) {
        return new Rate(calls, Duration.ofMinutes(1));
    }

    static Rate perHour(int calls) {
        return new Rate(calls, Duration.ofHours(1));
    }
}
