package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages that the account has scheduled, with ids of their own in each chat. Guarded by the world's lock. */
public final class ScheduledMessages {
    private final Map<Peer, TreeMap<Integer, TlObject>> messages = new HashMap<>();
    private final Map<Peer, Integer> lastIds = new HashMap<>();
    private final Map<Long, TlObject> sent = new HashMap<>();

    /** A scheduled message with its chat. */
    public record Due(Peer peer, TlObject message) {

        /** When it is to be sent, in seconds. */
        public int date() {
            return message.intField("date");
        }
    }

    /** The message that a client scheduled before under a random id; {@code null} if there is none. */
    public @Nullable TlObject sent(long randomId) {
        return sent.get(randomId);
    }

    /** Keeps a message until its date. */
    public TlObject add(Peer peer, TlObject draft, int date, long randomId) {
        int id = lastIds.merge(peer, 1, Integer::sum);
        TlObject message = draft.with("id", id)
                .with("peer_id", peer.toTl())
                .with("date", date)
                .with("from_scheduled", true);
        messages.computeIfAbsent(peer, key -> new TreeMap<>()).put(id, message);
        sent.put(randomId, message);
        return message;
    }

    /** Those of a chat. */
    public List<TlObject> in(Peer peer) {
        return List.copyOf(messages.getOrDefault(peer, new TreeMap<>()).values());
    }

    /** Removes one; {@code null} if it is not there. */
    public @Nullable TlObject remove(Peer peer, int id) {
        return messages.getOrDefault(peer, new TreeMap<>()).remove(id);
    }

    /** Removes those whose time has come, the earliest first. */
    public List<Due> takeDue(int now) {
        List<Due> due = new ArrayList<>();
        messages.forEach((peer, waiting) -> waiting.values().stream()
                .filter(message -> message.intField("date") <= now)
                .forEach(message -> due.add(new Due(peer, message))));
        due.sort(Comparator.comparingInt(Due::date)
                .thenComparing(each -> each.peer().id()));
        due.forEach(each -> remove(each.peer(), each.message().intField("id")));
        return due;
    }
}
