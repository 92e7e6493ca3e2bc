package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Dispatches updates by type; updates without a listener are not parsed. Thread-safe. */
public final class UpdateListeners {

    private final Map<String, List<Consumer<TdMessage>>> byType = new ConcurrentHashMap<>();

    /** @param listener called on the receive thread, so it must not block; the update is parsed when it reads the tree */
    public void add(String updateType, Consumer<TdMessage> listener) {
        byType.computeIfAbsent(updateType, type -> new CopyOnWriteArrayList<>()).add(listener);
    }

    public void remove(String updateType, Consumer<TdMessage> listener) {
        byType.computeIfPresent(updateType, (type, listeners) -> {
            listeners.remove(listener);
            return listeners;
        });
    }

    public void updated(TdMessage update) {
        byType.getOrDefault(update.type(), List.of()).forEach(listener -> listener.accept(update));
    }
}
