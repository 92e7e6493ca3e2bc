package dev.toolgram.host.telegram;

import dev.toolgram.api.ErrorCode;
import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.FormattedText;
import dev.toolgram.api.telegram.MessagePage;
import dev.toolgram.api.telegram.ParseMode;
import dev.toolgram.api.telegram.ResolvedChat;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import dev.toolgram.host.telegram.chat.ChatResolver;
import dev.toolgram.host.telegram.chat.SharedShapes;
import dev.toolgram.host.telegram.codec.TdCodec;
import dev.toolgram.host.telegram.codec.TdRequest;
import dev.toolgram.host.telegram.engine.UpdateListeners;
import dev.toolgram.host.telegram.sends.JournaledRequests;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import dev.toolgram.host.telegram.text.TextFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A plugin's gateway to the account's TDLib. Closed with the plugin. Thread-safe. */
public final class TdlibTelegramClient implements TelegramClient, AutoCloseable {

    private final String plugin;
    private final TelegramAccount account;
    private final Duration floodSleepThreshold;
    private final Supplier<Instant> deadline;
    private final Consumer<TdRequest> gate;
    private final TdCodec codec;
    private final UpdateListeners.Group listeners;
    private final ResponseChecks checks = new ResponseChecks();
    private final Set<UpdateSubscription<?>> subscriptions = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads;
    private volatile boolean closed;

    /**
     * Creates a plugin's gateway. Its subscriptions get no updates until they are {@linkplain #handOver handed over to}.
     *
     * @param plugin the plugin's id and version, for its threads and log lines
     * @param floodSleepThreshold FLOOD_WAITs shorter than this are waited out if the deadline allows. TDLib always waits
     *     out those of up to a minute automatically
     * @param deadline returns the deadline of the current call; called on the calling thread
     * @param gate checks each request before it is sent; throws if it is not permitted
     * @param threads creates the plugin's threads, on which its listeners run
     */
    public TdlibTelegramClient(
            String plugin,
            TelegramAccount account,
            Duration floodSleepThreshold,
            Supplier<Instant> deadline,
            Consumer<TdRequest> gate,
            ThreadFactory threads) {
        this.floodSleepThreshold = floodSleepThreshold;
        this.plugin = plugin;
        this.account = account;
        this.deadline = deadline;
        this.gate = gate;
        this.codec = new TdCodec(new SharedShapes(account.directory()).byType());
        this.threads = threads;
        this.listeners = account.engine().listeners().group();
    }

    @Override
    public <R> R send(TdFunction<R> function) {
        return send(function, response -> codec.read(function, response));
    }

    @Override
    public <R> R send(TdFunction<?> function, Class<R> as) {
        checks.check(function.getClass(), as);
        return send(function, response -> codec.read(function, as, response));
    }

    private <R> R send(TdFunction<?> function, Function<TdMessage, R> read) {
        requireOpen();
        return read.apply(ask(permitted(function), deadline.get()));
    }

    private TdRequest permitted(TdFunction<?> function) {
        TdRequest request = codec.write(function);
        gate.accept(request); // with the name that is sent, not the name of the class
        return request;
    }

    private TdMessage ask(TdRequest request, Instant end) {
        while (true) {
            try {
                return request(request, end);
            } catch (ToolException e) {
                waitOut(e, end);
            }
        }
    }

    @Override
    public Iterator<MessagePage> pages(LongFunction<? extends TdFunction<?>> function, long from, int most) {
        return new PagesAhead(
                id -> {
                    requireOpen();
                    TdFunction<?> page = function.apply(id);
                    checks.check(page.getClass(), MessagePage.class);
                    return ask(permitted(page), deadline.get());
                },
                response -> codec.read(MessagePage.class, response),
                from,
                most);
    }

    private TdMessage request(TdRequest request, Instant end) {
        JournaledRequests sends = account.sends();
        return sends == null ? account.engine().request(request, end) : sends.send(request, end);
    }

    /**
     * Waits until a short FLOOD_WAIT is over; rethrows any other failure. A rejected call had no effect,
     * so it may be retried.
     */
    private void waitOut(ToolException failure, Instant end) {
        TelegramError error = failure.telegramError();
        Integer seconds = error == null ? null : error.retryAfter();
        if (seconds == null) {
            throw failure;
        }
        Duration flood = Duration.ofSeconds(seconds);
        if (flood.compareTo(floodSleepThreshold) >= 0 || flood.compareTo(Duration.between(Instant.now(), end)) >= 0) {
            throw failure;
        }
        try {
            Thread.sleep(flood);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    public long resolve(String field, ChatReference chat) {
        requireOpen();
        return account.resolver().resolve(field, chat, deadline.get());
    }

    @Override
    public ResolvedChat resolveMessage(String field, ChatReference chat) {
        requireOpen();
        return account.resolver().resolveMessage(field, chat, deadline.get());
    }

    @Override
    public Optional<String> inviteLink(ChatReference chat) {
        return ChatResolver.inviteLink(chat);
    }

    @Override
    public FormattedText format(String text, @Nullable ParseMode mode) {
        return TextFormatter.format(text, mode);
    }

    @Override
    public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
        requireOpen();
        checks.check(updateType);
        UpdateSubscription<U> subscription =
                new UpdateSubscription<>(plugin, updateType, listener, codec, listeners, subscriptions::remove);
        subscription.open(threads);
        subscriptions.add(subscription);
        if (closed) {
            subscription.close(); // the plugin was stopped meanwhile, and close() did not see this subscription
        }
        return subscription;
    }

    /** A leaked thread of a stopped plugin must not use the account. */
    private void requireOpen() {
        if (closed) {
            throw new ToolException(ErrorCode.NOT_READY, "plugin '%s' has stopped".formatted(plugin));
        }
    }

    /**
     * Replaces the plugins that get updates: each update goes either to the subscriptions of the old clients, present and
     * future, or to those of the new ones. The old ones still handle what is in their queues.
     */
    public static void handOver(
            TelegramAccount account, Collection<TdlibTelegramClient> from, Collection<TdlibTelegramClient> to) {
        account.engine()
                .listeners()
                .handOver(
                        from.stream().map(client -> client.listeners).toList(),
                        to.stream().map(client -> client.listeners).toList());
    }

    /** Lets the subscriptions get updates that nobody else got before. */
    public void getUpdates() {
        handOver(account, List.of(), List.of(this));
    }

    /**
     * Waits until the listeners have handled the updates in their queues.
     *
     * @return the number of updates that they have not handled in time
     */
    public int awaitListeners(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        return subscriptions.stream().mapToInt(each -> each.awaitEmpty(end)).sum();
    }

    /** Ends all subscriptions of the plugin, with the updates in their queues, and rejects further requests. */
    @Override
    public void close() {
        closed = true;
        handOver(account, List.of(this), List.of());
        subscriptions.forEach(UpdateSubscription::close);
    }
}
