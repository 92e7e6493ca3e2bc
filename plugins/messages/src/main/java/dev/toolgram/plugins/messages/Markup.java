package dev.toolgram.plugins.messages;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import org.jspecify.annotations.Nullable;

/** Turns a caller's text into Telegram's formatting. */
final class Markup {

    /** TDLib's human-friendly Markdown: {@code **bold**}, {@code __italic__}, … */
    record ParseMarkdown(FormattedText text) implements TdFunction<FormattedText> {}

    record ParseTextEntities(String text, TextParseModeHTML parseMode) implements TdFunction<FormattedText> {}

    /** Spelled as in td_api. */
    record TextParseModeHTML() {}

    private final TelegramClient telegram;

    Markup(TelegramClient telegram) {
        this.telegram = telegram;
    }

    /**
     * The formatted text.
     *
     * @throws ToolException {@code INVALID_INPUT} on field {@code text} if the markup is broken
     */
    FormattedText parse(String text, @Nullable ParseMode mode) {
        if (mode == null) {
            return new FormattedText(text, null);
        }
        try {
            return switch (mode) {
                case MD, MARKDOWN -> telegram.send(new ParseMarkdown(new FormattedText(text, null)));
                case HTML -> telegram.send(new ParseTextEntities(text, new TextParseModeHTML()));
            };
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput("text", "The markup is broken: " + e.getMessage());
            }
            throw e;
        }
    }
}
