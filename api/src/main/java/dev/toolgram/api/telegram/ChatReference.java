package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A reference to a chat, as written by the caller. {@link TelegramClient#resolve(ChatReference)} resolves it.
 *
 * <p>Accepted: {@code @username} or {@code username}; {@code +phone}; {@code me} or {@code self}; a numeric id as
 * string or number: a user's id, a bare group or channel id, or the marked form ({@code -100…} for a supergroup or
 * channel, {@code -…} for a basic group); a link to a chat in any form that Telegram's apps open:
 * {@code https://t.me/name}, {@code name.t.me}, {@code t.me/c/id}, {@code t.me/+hash}, {@code tg://resolve?domain=name}.
 * A link to a message ({@code t.me/name/123}) is accepted by {@link TelegramClient#resolveMessage}.
 *
 * @param value the reference as written by the caller, without surrounding white space
 */
public record ChatReference(String value) {

    private static final Pattern PHONE = Pattern.compile("(\\+|%20|%2B|phone=)\\d[\\d ().-]{3,}");
    private static final Pattern LOST_PLUS = Pattern.compile(" \\d{5,}");

    /**
     * Removes surrounding white space. A space followed by at least five digits is read as {@code +} and the digits: a
     * plus sign that a client did not percent-encode in a query string arrives as a space.
     */
    public ChatReference {
        value = LOST_PLUS.matcher(value).matches() ? "+" + value.strip() : value.strip();
    }

    /**
     * Converts the JSON value of a reference.
     *
     * @throws IllegalArgumentException if the value is neither a string nor an integer
     */
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

    /** The reference as written by the caller. */
    @JsonValue
    @Override
    public String value() {
        return value;
    }

    /** The reference with the digits of a phone number hidden, for logs. */
    @Override
    public String toString() {
        return PHONE.matcher(value).replaceAll("$1***");
    }
}
