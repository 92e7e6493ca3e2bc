package dev.toolgram.plugins.files;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A fake Telegram for this plugin. Like TDLib, it reads the file while sending. */
final class FakeTelegram implements TelegramClient {

    static final long CHAT = 42;

    private final List<TdFunction<?>> functions = new ArrayList<>();
    private @Nullable ToolException failure;
    private @Nullable Path file;
    private byte @Nullable [] bytes;

    /** Makes the next function fail. */
    void failWith(ToolException next) {
        failure = next;
    }

    List<TdFunction<?>> functions() {
        return functions;
    }

    /** The content that was sent; fails if nothing was. */
    Td.InputMessageContent sent() {
        return functions.stream()
                .filter(Td.SendMessage.class::isInstance)
                .map(function -> ((Td.SendMessage) function).inputMessageContent())
                .findFirst()
                .orElseThrow();
    }

    String sentName() {
        return String.valueOf(file == null ? null : file.getFileName());
    }

    byte @Nullable [] sentBytes() {
        return bytes;
    }

    @Override
    public <R> R send(TdFunction<R> function) {
        functions.add(function);
        if (failure != null) {
            throw failure;
        }
        Object answer = switch (function) {
            case Td.SendMessage message -> store(message);
            default -> throw new IllegalArgumentException(function.toString());
        };
        @SuppressWarnings("unchecked") // each case returns the type that its function declares
        R typed = (R) answer;
        return typed;
    }

    private Message store(Td.SendMessage message) {
        Path path = Path.of(
                switch (message.inputMessageContent()) {
                    case Td.InputMessagePhoto content -> content.photo().photo().path();
                    case Td.InputMessageAnimation content ->
                        content.animation().animation().path();
                    case Td.InputMessageVideo content -> content.video().video().path();
                    case Td.InputMessageAudio content -> content.audio().audio().path();
                    case Td.InputMessageVoiceNote content -> content.voiceNote().path();
                    case Td.InputMessageDocument content ->
                        content.document().document().path();
                });
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + path);
        }
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file = path;
        OffsetDateTime date = OffsetDateTime.parse("2026-01-01T00:00:00Z");
        return new Message(7, date, message.chatId(), 1L, "", true, null, true, "MessageMediaDocument", "42");
    }

    @Override
    public FormattedText format(String text, @Nullable ParseMode mode) {
        return FormattedText.plain(mode == null ? text : "parsed " + text);
    }

    @Override
    public long resolve(String field, ChatReference chat) {
        if (chat.value().equals("@nobody")) {
            throw ToolException.invalidInput(field, "There is no @nobody");
        }
        return CHAT;
    }

    @Override
    public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
        return () -> {};
    }
}
