package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.codec.Td;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Who wants to hear of which kind of update. Thread-safe. */
public final class UpdateListeners {

    private final Map<String, List<Consumer<ObjectNode>>> byType = new ConcurrentHashMap<>();

    /** @param listener called on the receive thread, so it must not block; it must not change the update */
    public void add(String updateType, Consumer<ObjectNode> listener) {
        byType.computeIfAbsent(updateType, type -> new CopyOnWriteArrayList<>()).add(listener);
    }

    public void remove(String updateType, Consumer<ObjectNode> listener) {
        byType.computeIfPresent(updateType, (type, listeners) -> {
            listeners.remove(listener);
            return listeners;
        });
    }

    public void updated(ObjectNode update) {
        byType.getOrDefault(Td.type(update), List.of()).forEach(listener -> listener.accept(update));
    }
}
