package dev.toolgram.plugins.files;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import org.jspecify.annotations.Nullable;

/** Turns a caller's caption into Telegram's formatting. */
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
     * The formatted caption; {@code null} when there is none.
     *
     * @throws ToolException {@code INVALID_INPUT} on field {@code caption} if the markup is broken
     */
    @Nullable
    FormattedText parse(@Nullable String caption, @Nullable ParseMode mode) {
        if (caption == null || caption.isBlank()) {
            return null;
        }
        if (mode == null) {
            return new FormattedText(caption, null);
        }
        try {
            return switch (mode) {
                case MD, MARKDOWN -> telegram.send(new ParseMarkdown(new FormattedText(caption, null)));
                case HTML -> telegram.send(new ParseTextEntities(caption, new TextParseModeHTML()));
            };
        } catch (ToolException e) {
            if (e.code() == ErrorCode.INVALID_INPUT) {
                throw ToolException.invalidInput("caption", "The markup is broken: " + e.getMessage());
            }
            throw e;
        }
    }
}
