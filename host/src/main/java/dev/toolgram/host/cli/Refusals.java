package dev.toolgram.host.cli;

import dev.toolgram.host.telegram.login.SignIn;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's refusals as a person would say them. */
final class Refusals {

    private static final Pattern WAIT = Pattern.compile("(?:FLOOD_WAIT_|Too Many Requests: retry after )(\\d+)");

    private Refusals() {}

    static String say(SignIn.Refusal refusal) {
        String message = refusal.message();
        Matcher wait = WAIT.matcher(message);
        if (wait.matches()) {
            return "Telegram wants to be left alone for " + duration(Long.parseLong(wait.group(1)))
                    + ": there were too many attempts. Try again after that.";
        }
        return switch (message) {
            case "PHONE_NUMBER_INVALID" ->
                "Telegram knows no such phone number. Write it with the country's code, for example +49 151 23456789.";
            case "PHONE_NUMBER_BANNED" -> "Telegram has banned this phone number.";
            case "PHONE_NUMBER_FLOOD" ->
                "Too many codes were asked for with this phone number. Try again tomorrow, or use a QR code.";
            case "PHONE_PASSWORD_FLOOD" -> "There were too many attempts with this phone number. Try again later.";
            case "PHONE_NUMBER_UNOCCUPIED" -> NO_ACCOUNT;
            case "PHONE_CODE_INVALID", "PHONE_CODE_EMPTY", "EMAIL_CODE_INVALID", "CODE_INVALID" ->
                "This code is wrong.";
            case "PHONE_CODE_EXPIRED", "EMAIL_CODE_EXPIRED" -> "This code has expired.";
            case "PASSWORD_HASH_INVALID" -> "This password is wrong.";
            case "API_ID_INVALID" -> "Telegram does not know this API id with this hash. See https://my.telegram.org.";
            case "API_ID_PUBLISHED_FLOOD" ->
                "This API id was published, so Telegram does not let it sign in. Get your own at"
                        + " https://my.telegram.org.";
            case SignIn.NO_ANSWER -> "Telegram does not answer. Is there a way to the internet?";
            default -> "Telegram refused: " + message + ".";
        };
    }

    static final String NO_ACCOUNT =
            "Telegram knows no account with this phone number. Register it in an official app first.";

    /** Whether another application's id and hash are needed before anything can be tried again. */
    static boolean isOfTheApplication(SignIn.Refusal refusal) {
        return refusal.message().startsWith("API_ID_");
    }

    private static String duration(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        if (seconds < 120) {
            return seconds + " seconds";
        }
        return seconds < 7200 ? duration.toMinutes() + " minutes" : duration.toHours() + " hours";
    }
}
