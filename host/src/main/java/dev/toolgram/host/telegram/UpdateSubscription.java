package dev.toolgram.host.telegram;

import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.host.observe.ExceptionText;
import dev.toolgram.host.telegram.codec.RecordWriter;
import dev.toolgram.host.telegram.codec.TdCodec;
import dev.toolgram.host.telegram.engine.UpdateListeners;
import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's listener for one type of update, on a separate thread: a blocked listener delays neither the receive thread
 * nor other listeners. A platform thread, because a busy virtual thread would occupy its carrier.
 *
 * @param <U> the update
 */
final class UpdateSubscription<U extends Record> implements TelegramClient.Subscription {

    private static final Logger log = LoggerFactory.getLogger(UpdateSubscription.class);

    /** The capacity of the queue, documented in {@link TelegramClient#subscribe}. */
    static final int ROOM = 1_000;

    private final String plugin;
    private final String kind;
    private final Class<U> type;
    private final Consumer<? super U> listener;
    private final TdCodec codec;
    private final UpdateListeners.Group source;
    private final Consumer<UpdateSubscription<?>> whenClosed;
    private final UpdateQueue waiting = new UpdateQueue(ROOM);
    private final Consumer<TdMessage> receiver = this::received;
    private volatile @Nullable Thread thread;
    private final Set<String> told = new HashSet<>();

    /**
     * Creates a subscription that is not open yet.
     *
     * @param source the listeners of the plugin's version
     * @param whenClosed called on close, possibly more than once
     */
    UpdateSubscription(
            String plugin,
            Class<U> type,
            Consumer<? super U> listener,
            TdCodec codec,
            UpdateListeners.Group source,
            Consumer<UpdateSubscription<?>> whenClosed) {
        this.plugin = plugin;
        this.kind = RecordWriter.typeName(type);
        this.type = type;
        this.listener = listener;
        this.codec = codec;
        this.source = source;
        this.whenClosed = whenClosed;
    }

    /** Starts the delivery of the updates that the group of listeners gets. */
    void open(ThreadFactory threads) {
        Thread made = threads.newThread(this::run);
        thread = made;
        made.setName("plugin %s: %s".formatted(plugin, kind));
        made.start(); // may fail if the system has no threads left; then the subscription must not be registered
        source.add(kind, receiver);
    }

    /** On the receive thread. */
    private void received(TdMessage update) {
        if (waiting.add(update)) {
            log.warn("Plugin {} is too slow for {}: dropping updates, keeping the newest {}", plugin, kind, ROOM);
        }
    }

    private void run() {
        for (Optional<TdMessage> update = next(); update.isPresent(); update = next()) {
            deliver(update.get());
        }
    }

    private Optional<TdMessage> next() {
        while (true) {
            try {
                return waiting.next();
            } catch (InterruptedException e) {
                // The listener interrupted its own thread, or the plugin stops, which closes this subscription.
            }
        }
    }

    private void deliver(TdMessage update) {
        try {
            listener.accept(codec.read(type, update));
        } catch (Throwable e) { // must not prevent the delivery of the next update
            report(e);
        }
    }

    private void report(Throwable failure) {
        try {
            log(failure);
        } catch (RuntimeException | Error e) { // from the methods of the plugin's exception
            log.warn("Uncaught exception in the listener for {} of plugin {}{}", kind, plugin, place(failure));
        }
    }

    /** Logs once per place in the code, because a listener may fail on every update. */
    private void log(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        if (told.add(failure.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]))) {
            log.warn("Uncaught exception in the listener for {} of plugin {}{}", kind, plugin, place(failure), failure);
        }
    }

    private String place(Throwable failure) {
        return ExceptionText.of(failure, listener.getClass().getClassLoader());
    }

    /** Waits for the updates in the queue to be handled; returns the number of those that were not. */
    int awaitEmpty(long end) {
        return waiting.awaitEmpty(end);
    }

    @Override
    public long dropped() {
        return waiting.dropped();
    }

    @Override
    public void close() {
        source.remove(kind, receiver);
        waiting.close();
        Thread running = thread;
        if (running != null) {
            running.interrupt(); // the listener may be waiting
        }
        whenClosed.accept(this);
    }
}
