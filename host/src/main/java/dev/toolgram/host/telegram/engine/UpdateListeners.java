package dev.toolgram.host.telegram.engine;

import dev.toolgram.host.telegram.tdjson.TdMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Dispatches updates by type; updates without a listener are not parsed. Thread-safe. */
public final class UpdateListeners {

    private final Set<Group> open = new LinkedHashSet<>();
    private final Group host = new Group();
    private Map<String, List<Consumer<TdMessage>>> byType = Map.of();

    /** Listeners for the whole life of the host. */
    public UpdateListeners() {
        open.add(host);
    }

    private record Listener(String updateType, Consumer<TdMessage> receiver) {}

    /** Listeners that start and stop together: those of one version of a plugin. Gets no updates until it is handed over to. */
    public final class Group {

        private final Set<Listener> listeners = new LinkedHashSet<>();

        /**
         * Adds a listener.
         *
         * @param receiver called on the receive thread, so it must not block
         */
        public void add(String updateType, Consumer<TdMessage> receiver) {
            synchronized (UpdateListeners.this) {
                listeners.add(new Listener(updateType, receiver));
                publish();
            }
        }

        public void remove(String updateType, Consumer<TdMessage> receiver) {
            synchronized (UpdateListeners.this) {
                listeners.remove(new Listener(updateType, receiver));
                publish();
            }
        }
    }

    /** @param listener called on the receive thread, so it must not block; the update is parsed when it reads the tree */
    public void add(String updateType, Consumer<TdMessage> listener) {
        host.add(updateType, listener);
    }

    public void remove(String updateType, Consumer<TdMessage> listener) {
        host.remove(updateType, listener);
    }

    /** A new group. */
    public Group group() {
        return new Group();
    }

    /** Each update goes either to the old groups or to the new ones: the change is between two updates. */
    public synchronized void handOver(Collection<Group> from, Collection<Group> to) {
        open.removeAll(from);
        open.addAll(to);
        publish();
    }

    private void publish() {
        Map<String, List<Consumer<TdMessage>>> next = new HashMap<>();
        for (Group group : open) {
            for (Listener each : group.listeners) {
                next.computeIfAbsent(each.updateType(), _ -> new ArrayList<>()).add(each.receiver());
            }
        }
        byType = next;
    }

    /** Called on the receive thread. Under the lock: an update that is being dispatched must not outlive its listeners. */
    public synchronized void updated(TdMessage update) {
        byType.getOrDefault(update.type(), List.of()).forEach(listener -> listener.accept(update));
    }
}
