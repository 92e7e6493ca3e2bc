package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A chat as a caller writes it; {@link TelegramClient#resolve} finds out which one it is.
 *
 * <p>Accepted: {@code @username} or {@code username}; {@code +phone}; {@code https://t.me/name}, {@code t.me/name},
 * {@code tg://resolve?domain=name}; {@code me}; a numeric id as string or number: a user's id, a bare group or channel
 * id, or the marked form ({@code -100…} for a supergroup or channel, {@code -…} for a basic group).
 *
 * @param value what the caller wrote, without surrounding white space
 */
public record ChatReference(String value) {

    private static final Pattern PHONE = Pattern.compile("(\\+|phone=)\\d[\\d ().-]{3,}");
    private static final Pattern LOST_PLUS = Pattern.compile(" \\d{5,}");

    /**
     * Removes surrounding white space. A plus sign that a client left unencoded in a query string arrives as a space: a
     * phone number stays one, rather than become somebody's id.
     */
    public ChatReference {
        value = LOST_PLUS.matcher(value).matches() ? "+" + value.strip() : value.strip();
    }

    /** Reads the JSON string or integer that a caller sent. */
    @JsonCreator
    public static ChatReference of(Object json) {
        return switch (json) {
            case String text -> new ChatReference(text);
            case Integer number -> new ChatReference(number.toString());
            case Long number -> new ChatReference(number.toString());
            case BigInteger number -> new ChatReference(number.toString());
            default -> throw new IllegalArgumentException("a chat is a string or an integer");
        };
    }

    /** What the caller wrote. */
    @JsonValue
    @Override
    public String value() {
        return value;
    }

    /** What the caller wrote, without the digits of a phone number: this is for logs. */
    @Override
    public String toString() {
        return PHONE.matcher(value).replaceAll("$1***");
    }
}
