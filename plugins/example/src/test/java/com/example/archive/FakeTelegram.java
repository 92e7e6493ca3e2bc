package com.example.archive;

import org.jspecify.annotations.Nullable;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.Entity;
import dev.toolgram.api.telegram.Message;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.tdlib.GetChatHistory;
import dev.toolgram.tdlib.GetUser;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A fake Telegram with one chat, which contains numbered messages from Bob. */
final class FakeTelegram implements TelegramClient {

    static final long BOB = 2;
    private static final OffsetDateTime DATE = OffsetDateTime.parse("2026-01-01T12:00:00Z");

    final List<TdFunction<?>> functions = new ArrayList<>();
    private final int messages;

    FakeTelegram(int messages) {
        this.messages = messages;
    }

    static Message message(long id, Long sender, String text) {
        return new Message(id, DATE, BOB, sender, text, false, null, false, null, "@bob");
    }

    @Override
    public <R> R send(TdFunction<R> function) {
        functions.add(function);
        Object answer = switch (function) {
            case GetChatHistory page -> page(Message.serverId(page.fromMessageId()), page.limit());
            case GetUser user
            when user.userId() == BOB ->
                new Entity(BOB, Entity.Type.USER, "bob", "Bob", "Stone", null, null, false, "@bob");
            case GetUser user -> throw new ToolException(ErrorCode.INVALID_INPUT, "no user " + user.userId());
            default -> throw new AssertionError(function);
        };
        @SuppressWarnings("unchecked") // each case returns the type that the tools ask for
        R typed = (R) answer;
        return typed;
    }

    /** Like TDLib: starts with the newest message or with the given one, inclusive. */
    private Td.Messages page(long from, long limit) {
        List<Message> page = new ArrayList<>();
        for (long id = from == 0 ? messages : from; id > 0 && page.size() < limit; id--) {
            page.add(message(id, BOB, "message " + id));
        }
        return new Td.Messages(messages, page);
    }

    @Override
    public FormattedText format(
            String text, @Nullable ParseMode mode) {
        return FormattedText.plain(text);
    }

    @Override
    public long resolve(String field, ChatReference chat) {
        return BOB;
    }

    @Override
    public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
        throw new UnsupportedOperationException();
    }
}
