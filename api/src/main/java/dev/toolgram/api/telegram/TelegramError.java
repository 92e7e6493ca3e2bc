package dev.toolgram.api.telegram;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error returned by Telegram.
 *
 * @param name the error's name in camel case, for example {@code ChatWriteForbiddenError}
 * @param message Telegram's error message, for example {@code CHAT_WRITE_FORBIDDEN}
 * @param code Telegram's error code, for example 403
 * @param retryAfter the number of seconds to wait before a retry; {@code null} when the error is not a rate limit
 */
public record TelegramError(
        String name, String message, int code, @Nullable Integer retryAfter) {

    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d+)");
    private static final Pattern WAIT = Pattern.compile("[A-Z0-9_]*(?:WAIT|DELAY)_(\\d+)");
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z0-9_]*[A-Z][A-Z0-9_]*");

    /**
     * Converts a TDLib error (td_api {@code error}, fields {@code code} and {@code message}).
     *
     * <p>Restores two errors of Telegram's API that TDLib rewrites: {@code 429 "Too Many Requests: retry after 99"}
     * becomes {@code 420 FLOOD_WAIT_99}, and a {@code …_FORBIDDEN} error with code 400 gets code 403.
     */
    public static TelegramError of(int code, String message) {
        Matcher retry = RETRY_AFTER.matcher(message);
        if (retry.find()) {
            int seconds = seconds(retry.group(1));
            return new TelegramError("FloodWaitError", "FLOOD_WAIT_" + seconds, 420, seconds);
        }
        Matcher wait = WAIT.matcher(message);
        if (wait.matches()) {
            return new TelegramError(nameOf(message), message, 420, seconds(wait.group(1)));
        }
        int restored = code == 400 && message.endsWith("_FORBIDDEN") ? 403 : code;
        return new TelegramError(nameOf(message), message, restored, null);
    }

    /** Whether a message is an error of Telegram's server ({@code UPPER_SNAKE}) rather than a sentence from TDLib. */
    public static boolean isServerCode(String message) {
        return UPPER_SNAKE.matcher(message).matches();
    }

    private static int seconds(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String nameOf(String message) {
        StringBuilder name = new StringBuilder();
        for (String word : message.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty() && !word.chars().allMatch(Character::isDigit)) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return name.append("Error").toString();
    }
}
