package dev.toolgram.host.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Advice on Telegram's most common errors, from {@code telegram-advice.properties}. */
final class TelegramAdvice {

    /** Trailing numbers, and the kind of message in {@code CHAT_SEND_PHOTOS_FORBIDDEN}. */
    private static final Pattern DETAIL = Pattern.compile("_\\d+$|(?<=^CHAT_SEND)_[A-Z]+(?=_FORBIDDEN$)");

    private static final Properties sentences = load();

    private TelegramAdvice() {}

    /** The advice for an error such as {@code FLOOD_WAIT_99}, one sentence. */
    static Optional<String> of(String error) {
        return Optional.ofNullable(sentences.getProperty(DETAIL.matcher(error).replaceAll("")));
    }

    private static Properties load() {
        try (InputStream file =
                Objects.requireNonNull(TelegramAdvice.class.getResourceAsStream("telegram-advice.properties"))) {
            Properties loaded = new Properties();
            loaded.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
