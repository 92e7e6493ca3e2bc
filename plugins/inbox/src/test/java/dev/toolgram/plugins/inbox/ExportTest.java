package dev.toolgram.plugins.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.FileContent;
import dev.toolgram.api.ToolContext;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exports that do not end as they should: neither the sandbox nor a patient test gets that far. */
class ExportTest {

    private static final ExportChat.Input INPUT = new ExportChat.Input(new ChatReference("me"), 1_000, 0, null);

    private Duration left = Duration.ofMinutes(1);
    private boolean cancelled;

    private final class Call implements ToolContext {

        @Override
        public String requestId() {
            return "1";
        }

        @Override
        public Caller caller() {
            return Caller.REST;
        }

        @Override
        public Instant deadline() {
            return Instant.now().plus(left);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    /** A chat whose pages have two messages; reading one may take long. */
    private record Telegram(Runnable read) implements TelegramClient {

        @Override
        public Iterator<MessagePage> pages(LongFunction<? extends TdFunction<?>> function, long from, int most) {
            return new Iterator<>() {

                private int id = 101;

                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public MessagePage next() {
                    read.run();
                    return new MessagePage(100, List.of(message(--id), message(--id)));
                }
            };
        }

        private static Message message(long id) {
            OffsetDateTime date = OffsetDateTime.parse("2026-01-01T00:00:00Z");
            return new Message(id, date, 7, null, null, "hi", false, null, false, null, null, null, null, "7", null);
        }

        @Override
        public <R> R send(TdFunction<R> function) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long resolve(String field, ChatReference chat) {
            return 7;
        }

        @Override
        public FormattedText format(String text, @Nullable ParseMode mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
            throw new UnsupportedOperationException();
        }
    }

    private FileContent export(Runnable read) {
        return new ExportChat(new Telegram(read)).call(INPUT, new Call());
    }

    @Test
    void anExportThatRunsOutOfTimeBreaksOffBehindAWholeLine() {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        int[] pages = {0};
        FileContent file = export(() -> left = ++pages[0] == 3 ? Duration.ofSeconds(4) : left);

        assertThatThrownBy(() -> {
                    try (InputStream in = file.open()) {
                        in.transferTo(received);
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
        assertThat(received.toString(StandardCharsets.UTF_8)).endsWith("}\n").hasLineCount(6);
    }

    @Test
    void withoutTimeForAPageThereIsAnError() {
        left = Duration.ofSeconds(4);

        assertThatThrownBy(() -> export(() -> {}))
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void aCancelledExportReadsNoMore() {
        int[] pages = {0};
        FileContent file = export(() -> cancelled = ++pages[0] == 2);

        assertThatThrownBy(() -> {
                    try (InputStream in = file.open()) {
                        in.transferTo(new ByteArrayOutputStream());
                    }
                })
                .hasMessage("The export broke off")
                .hasCauseInstanceOf(ToolException.class);
        assertThat(pages[0]).isEqualTo(2);
    }
}
