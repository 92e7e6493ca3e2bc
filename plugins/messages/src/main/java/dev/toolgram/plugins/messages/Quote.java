package dev.toolgram.plugins.messages;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TextEntity;
import dev.toolgram.api.telegram.TextEntityType;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeBold;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeCustomEmoji;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeDateTime;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeItalic;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeSpoiler;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeStrikethrough;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeUnderline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a message that a reply shows. */
final class Quote {

    /** td_api {@code message}, with what can be quoted. */
    record Quoted(@Nullable MessageContent content) {}

    sealed interface MessageContent {

        /** The text or caption. */
        FormattedText words();

        record MessageText(FormattedText text) implements MessageContent {
            @Override
            public FormattedText words() {
                return text;
            }
        }

        record MessagePhoto(FormattedText caption) implements MessageContent {
            @Override
            public FormattedText words() {
                return caption;
            }
        }

        record MessageVideo(FormattedText caption) implements MessageContent {
            @Override
            public FormattedText words() {
                return caption;
            }
        }

        record MessageDocument(FormattedText caption) implements MessageContent {
            @Override
            public FormattedText words() {
                return caption;
            }
        }
    }

    private Quote() {}

    /**
     * The quote of a part of a message, with its formatting, which Telegram compares.
     *
     * @throws ToolException {@code INVALID_INPUT} on field {@code quote} if the message does not contain it
     */
    static Td.InputTextQuote of(TelegramClient telegram, long chatId, long messageId, String quote) {
        MessageContent content = telegram.send(new Td.GetMessage(chatId, Message.tdlibId(messageId)), Quoted.class)
                .content();
        FormattedText words = content == null ? FormattedText.plain("") : content.words();
        int start = words.text().indexOf(quote);
        if (start < 0) {
            throw ToolException.invalidInput(
                    "quote",
                    "Message %d does not contain this text: quote a part of it word for word".formatted(messageId));
        }
        int end = start + quote.length();
        List<TextEntity> entities = words.entities().stream()
                .filter(entity -> isKept(entity.type()))
                .filter(entity -> entity.offset() < end && entity.offset() + entity.length() > start)
                .map(entity -> {
                    int from = Math.max(entity.offset(), start);
                    int to = Math.min(entity.offset() + entity.length(), end);
                    return new TextEntity(from - start, to - from, entity.type());
                })
                .toList();
        return new Td.InputTextQuote(new FormattedText(quote, entities), start);
    }

    private static boolean isKept(@Nullable TextEntityType type) {
        return switch (type) {
            case TextEntityTypeBold _,
                    TextEntityTypeItalic _,
                    TextEntityTypeUnderline _,
                    TextEntityTypeStrikethrough _,
                    TextEntityTypeSpoiler _,
                    TextEntityTypeCustomEmoji _,
                    TextEntityTypeDateTime _ -> true;
            case null, default -> false;
        };
    }
}
