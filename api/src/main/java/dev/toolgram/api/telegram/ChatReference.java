package dev.toolgram.api.telegram;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

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

    /** Removes surrounding white space. */
    public ChatReference {
        value = value.strip();
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

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
