package dev.toolgram.host.telegram;

import dev.toolgram.api.ToolException;
import dev.toolgram.api.telegram.ChatReference;
import dev.toolgram.api.telegram.TdFunction;
import dev.toolgram.api.telegram.TelegramClient;
import dev.toolgram.api.telegram.TelegramError;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** One plugin's gateway to the account's TDLib. Closed with the plugin. Thread-safe. */
public final class TdlibTelegramClient implements TelegramClient, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TdlibTelegramClient.class);

    private final String pluginId;
    private final TdlibEngine engine;
    private final Duration floodSleepThreshold;
    private final Supplier<Instant> deadline;
    private final Consumer<String> gate;
    private final TdCodec codec;
    private final Set<UpdateSubscription<?>> subscriptions = ConcurrentHashMap.newKeySet();

    /** Not the receive thread: a listener that takes its time must not hold up everybody's answers. */
    private final ExecutorService updates;

    /**
     * A plugin's gateway.
     *
     * @param pluginId names its thread and its lines in the log
     * @param floodSleepThreshold floods shorter than this are waited out, where the deadline allows it. TDLib waits
     *     out those of up to a minute by itself, whatever is said here
     * @param deadline when the call that asks has to be answered; asked on the calling thread
     * @param gate told the name of each function before it is sent; throws if the plugin may not
     */
    public TdlibTelegramClient(
            String pluginId,
            TdlibEngine engine,
            Duration floodSleepThreshold,
            Supplier<Instant> deadline,
            Consumer<String> gate) {
        this.floodSleepThreshold = floodSleepThreshold;
        this.pluginId = pluginId;
        this.engine = engine;
        this.deadline = deadline;
        this.gate = gate;
        this.codec = new TdCodec(new SharedShapes(engine.directory()));
        this.updates = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("updates-" + pluginId).factory());
    }

    @Override
    public <R> R send(TdFunction<R> function) {
        Instant end = deadline.get();
        while (true) {
            try {
                ObjectNode request = codec.write(function);
                gate.accept(Td.type(request)); // of what will be sent, not of what the class is called
                return codec.read(function, engine.request(request, end));
            } catch (ToolException e) {
                waitOut(e, end);
            }
        }
    }

    /**
     * Waits until a short flood is over; any other failure is thrown on. Nothing was done by a call that was refused,
     * so it may be made again.
     */
    private void waitOut(ToolException failure, Instant end) {
        TelegramError error = failure.telegramError();
        Integer seconds = error == null ? null : error.retryAfter();
        if (seconds == null || seconds >= floodSleepThreshold.toSeconds()) {
            throw failure;
        }
        Duration flood = Duration.ofSeconds(seconds);
        if (flood.compareTo(Duration.between(Instant.now(), end)) >= 0) {
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
        return engine.resolver().resolve(field, chat, deadline.get());
    }

    @Override
    public <U extends Record> Subscription subscribe(Class<U> updateType, Consumer<? super U> listener) {
        UpdateSubscription<U> subscription = new UpdateSubscription<>(updateType, listener);
        subscriptions.add(subscription);
        engine.listeners().add(subscription.kind, subscription.receiver);
        if (updates.isShutdown()) {
            subscription.close(); // the plugin was stopped meanwhile, and nobody else would end this one
        }
        return subscription;
    }

    /** Ends all subscriptions of the plugin. */
    @Override
    public void close() {
        updates.shutdownNow();
        subscriptions.forEach(UpdateSubscription::close);
    }

    private final class UpdateSubscription<U extends Record> implements Subscription {

        private final String kind;
        private final Class<U> type;
        private final Consumer<? super U> listener;
        private final Consumer<ObjectNode> receiver = this::received;
        private volatile boolean open = true;

        UpdateSubscription(Class<U> type, Consumer<? super U> listener) {
            this.kind = RecordWriter.typeName(type);
            this.type = type;
            this.listener = listener;
        }

        private void received(ObjectNode update) {
            try {
                updates.execute(() -> deliver(update));
            } catch (RejectedExecutionException e) {
                log.debug("Plugin {} stopped before it heard {}", pluginId, kind);
            }
        }

        private void deliver(ObjectNode update) {
            if (!open) {
                return;
            }
            try {
                listener.accept(codec.readUpdate(type, update));
            } catch (RuntimeException e) {
                log.warn("Plugin {} failed on {}", pluginId, kind, e);
            }
        }

        @Override
        public void close() {
            open = false;
            engine.listeners().remove(kind, receiver);
            subscriptions.remove(this);
        }
    }
}
