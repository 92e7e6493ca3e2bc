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

/** What cannot be brought about with a data centre: that Telegram takes some messages of a forward and refuses others. */
@NullUnmarked // the tool asks its context for nothing
class ForwardMessagesTest {

    private final List<TdFunction<?>> sent = new ArrayList<>();
    private Set<Long> forwardable = Set.of(4L, 5L, 6L);

    @Test
    void whatTelegramDidNotTakeIsNamedAndTheRestIsNotToBeRepeated() {
        ToolException failure = forward(List.of(6L, 5L, 4L));

        assertThat(failure)
                .hasMessage("message_ids[1]: Telegram did not take message 5; those that are not named here were"
                        + " forwarded, do not repeat them");
    }

    @Test
    void nothingIsForwardedWhenOneCannotBe() {
        forwardable = Set.of(5L);

        ToolException failure = forward(List.of(6L, 5L, 4L));

        assertThat(failure.problems()).hasSize(2);
        assertThat(failure).hasMessageContaining("message_ids[2]: Message 4 cannot be forwarded");
        assertThat(sent).noneMatch(Td.ForwardMessages.class::isInstance);
    }

    private ToolException forward(List<Long> ids) {
        ForwardMessages tool = new ForwardMessages(new Telegram());
        ChatReference chat = new ChatReference("me");
        return catchThrowableOfType(
                ToolException.class, () -> tool.call(new ForwardMessages.Input(chat, chat, ids, false), null));
    }

    /** Has every message, and when it is to forward them refuses message 5. */
    private final class Telegram implements TelegramClient {

        @Override
        @SuppressWarnings("unchecked") // each function is answered with its own result
        public <R> R send(TdFunction<R> function) {
            sent.add(function);
            return (R)
                    switch (function) {
                        case Td.GetMessages(var _, var ids) ->
                            new Td.Messages(
                                    ids.size(),
                                    ids.stream().map(id -> message(id >> 20)).toList());
                        case Td.GetMessageProperties(var _, var id) ->
                            new Td.MessageProperties(forwardable.contains(id >> 20));
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
