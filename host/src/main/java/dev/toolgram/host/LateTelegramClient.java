package dev.toolgram.host;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.host.telegram.TdlibTelegramClient;
import dev.toolgram.host.telegram.text.TextFormatter;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's client, made when the plugin first needs it: a plugin that brings a Telegram network gets its context
 * before TDLib starts. Thread-safe.
 */
final class LateTelegramClient implements TelegramClient, AutoCloseable {

    private final Supplier<Optional<TdlibTelegramClient>> source;
    private final Consumer<ChatReference> resolving;
    private final BiConsumer<ChatReference, Long> resolved;
    private volatile @Nullable TdlibTelegramClient client;
    private boolean served;
    private boolean closed;

    /**
     * @param source makes the client; empty until Telegram has started
     * @param resolving gets each reference that a tool is about to resolve; throws to refuse it
     * @param resolved gets each reference that a tool has resolved, with its chat id
     */
    LateTelegramClient(
            Supplier<Optional<TdlibTelegramClient>> source,
            Consumer<ChatReference> resolving,
            BiConsumer<ChatReference, Long> resolved) {
        this.source = source;
        this.resolving = resolving;
        this.resolved = resolved;
    }

    private TdlibTelegramClient client() {
        TdlibTelegramClient made = client;
        return made == null ? make() : made;
    }

    private synchronized TdlibTelegramClient make() {
        TdlibTelegramClient made = client;
        if (made == null) {
            made = source.get()
                    .orElseThrow(() -> new ToolException(
                            ErrorCode.NOT_READY, "Telegram starts after the plugins that bring a network"));
            if (served) {
                made.getUpdates();
            }
            if (closed) {
                made.close();
            }
            client = made;
        }
        return made;
    }

    @Override
    public <R> R send(TdFunction<R> function) {
        return client().send(function);
    }

    @Override
    public <R> R send(TdFunction<?> function, Class<R> as) {
        return client().send(function, as);
    }

    @Override
    public Iterator<MessagePage> pages(LongFunction<? extends TdFunction<?>> function, long from, int most) {
        return client().pages(function, from, most);
    }

    @Override
    public long resolve(String field, ChatReference chat) {
        resolving.accept(chat);
        long chatId = client().resolve(field, chat);
        resolved.accept(chat, chatId);
        return chatId;
    }

    @Override
    public ResolvedChat resolveMessage(String field, ChatReference chat) {
        resolving.accept(chat);
        ResolvedChat found = client().resolveMessage(field, chat);
        resolved.accept(chat, found.chatId());
        return found;
    }

    @Override
    public Optional<String> inviteLink(ChatReference chat) {
        return client().inviteLink(chat);
    }

    @Override
    public FormattedText format(String text, @Nullable ParseMode mode) {
        return TextFormatter.format(text, mode);
    }

    @Override
    public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
        return client().subscribe(updateType, listener);
    }

    /**
     * Sets whether the plugin's subscriptions are to get updates. That of a client that is made later follows.
     *
     * @return the client to hand over to or from; empty if the plugin has not needed one yet
     */
    synchronized Optional<TdlibTelegramClient> served(boolean now) {
        served = now;
        return Optional.ofNullable(client);
    }

    /** As {@link TdlibTelegramClient#awaitListeners}. */
    int awaitListeners(Duration patience) {
        TdlibTelegramClient made = client;
        return made == null ? 0 : made.awaitListeners(patience);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
