package dev.toolgram.plugins.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Partially failed forwards, which the sandbox cannot produce. */
@NullUnmarked // the tool does not use its context
class ForwardMessagesTest {

    private final List<TdFunction<?>> sent = new ArrayList<>();
    private Set<Long> forwardable = Set.of(4L, 5L, 6L);

    @Test
    void rejectedMessagesAreListedAndOthersMustNotBeRepeated() {
        ToolException failure = forward(List.of(6L, 5L, 4L));

        assertThat(failure)
                .hasMessage("message_ids[1]: Telegram did not accept message 5; the messages not listed here were"
                        + " forwarded, do not repeat them");
    }

    @Test
    void nothingIsForwardedIfOneMessageCannotBeForwarded() {
        forwardable = Set.of(5L);

        ToolException failure = forward(List.of(6L, 5L, 4L));

        assertThat(failure.problems()).hasSize(2);
        assertThat(failure).hasMessageContaining("message_ids[2]: Message 4 is a service message or protected");
        assertThat(sent).noneMatch(Td.ForwardMessages.class::isInstance);
    }

    private ToolException forward(List<Long> ids) {
        ForwardMessages tool = new ForwardMessages(new Telegram());
        ChatReference chat = new ChatReference("me");
        return catchThrowableOfType(
                ToolException.class, () -> tool.call(new ForwardMessages.Input(chat, chat, ids, false), null));
    }

    /** Has every message, and rejects forwarding message 5. */
    private final class Telegram implements TelegramClient {

        @Override
        @SuppressWarnings("unchecked") // each function gets its own result type
        public <R> R send(TdFunction<R> function) {
            sent.add(function);
            return (R)
                    switch (function) {
                        case Td.GetMessages(var _, var ids) ->
                            new Td.Messages(
                                    ids.size(),
                                    ids.stream().map(id -> message(id >> 20)).toList());
                        case Td.GetMessageProperties(var _, var id) ->
                            new Td.MessageProperties(forwardable.contains(id >> 20), true);
                        case Td.ForwardMessages _ -> new Td.Messages(3, Arrays.asList(message(14), null, message(16)));
                        default -> throw new IllegalArgumentException(function.toString());
                    };
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

    private static Message message(long id) {
        return new Message(id, OffsetDateTime.MIN, 1, 1L, "", true, null, false, null, "me");
    }
}
