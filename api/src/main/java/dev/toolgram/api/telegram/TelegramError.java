package dev.toolgram.api.telegram;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Telegram's refusal of a call.
 *
 * @param name the error's name in camel case, for example {@code ChatWriteForbiddenError}
 * @param message what Telegram said, for example {@code CHAT_WRITE_FORBIDDEN}
 * @param code Telegram's code, for example 403
 * @param retryAfter how many seconds to wait before trying again; {@code null} when waiting is not the answer
 */
public record TelegramError(
        String name, String message, int code, @Nullable Integer retryAfter) {

    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d+)");
    private static final Pattern WAIT = Pattern.compile("[A-Z0-9_]*WAIT_(\\d+)");
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z0-9_]*[A-Z][A-Z0-9_]*");

    /**
     * The error of a TDLib {@code error} object (td_api {@code error}, fields {@code code} and {@code message}).
     *
     * <p>TDLib rewords two things that callers of Telegram's API know by their own names, and this undoes it:
     * {@code 429 "Too Many Requests: retry after 99"} is {@code 420 FLOOD_WAIT_99}, and a 403 arrives as 400.
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

    /** Whether a message is a code of Telegram's server ({@code UPPER_SNAKE}) rather than a sentence of TDLib's own. */
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
