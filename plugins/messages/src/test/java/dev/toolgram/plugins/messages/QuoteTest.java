package dev.toolgram.plugins.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TextEntity;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeBold;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeItalic;
import dev.toolgram.api.telegram.TextEntityType.TextEntityTypeUrl;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Offsets are UTF-16 units, as in TDLib: the emoji has two. */
class QuoteTest {

    private static final FormattedText TEXT = new FormattedText(
            "\uD83C\uDF5E one two three four",
            List.of(
                    new TextEntity(3, 7, new TextEntityTypeBold()),
                    new TextEntity(11, 5, new TextEntityTypeItalic()),
                    new TextEntity(11, 5, new TextEntityTypeUrl())));

    @Test
    void aQuoteHasItsPositionAndTheFormattingThatIsCompared() {
        assertThat(quote(new Quote.MessageContent.MessageText(TEXT), "two three"))
                .isEqualTo(new Td.InputTextQuote(
                        new FormattedText(
                                "two three",
                                List.of(
                                        new TextEntity(0, 3, new TextEntityTypeBold()),
                                        new TextEntity(4, 5, new TextEntityTypeItalic()))),
                        7));
        assertThat(quote(new Quote.MessageContent.MessagePhoto(TEXT), " four"))
                .isEqualTo(new Td.InputTextQuote(FormattedText.plain(" four"), 16));
    }

    @Test
    void textThatIsNotInTheMessageIsRefused() {
        assertThatThrownBy(() -> quote(new Quote.MessageContent.MessageText(TEXT), "five"))
                .hasMessageStartingWith("quote: Message 9 does not contain this text");
        assertThatThrownBy(() -> quote(null, "five")).isInstanceOf(ToolException.class);
    }

    private static Td.InputTextQuote quote(Quote.@Nullable MessageContent content, String quote) {
        return Quote.of(new Telegram(content), 1, 9, quote);
    }

    /** Has one message. */
    private record Telegram(Quote.@Nullable MessageContent content) implements TelegramClient {

        @Override
        public <R> R send(TdFunction<R> function) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R> R send(TdFunction<?> function, Class<R> as) {
            assertThat(function).isEqualTo(new Td.GetMessage(1, 9L << 20));
            return as.cast(new Quote.Quoted(content));
        }

        @Override
        public FormattedText format(String text, @Nullable ParseMode mode) {
            return FormattedText.plain(text);
        }

        @Override
        public long resolve(String field, ChatReference chat) {
            return 1;
        }

        @Override
        public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
