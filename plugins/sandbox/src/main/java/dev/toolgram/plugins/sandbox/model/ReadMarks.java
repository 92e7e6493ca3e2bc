package dev.toolgram.plugins.sandbox.model;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Up to where other users have read the account's messages, and when. Guarded by the world's lock. */
public final class ReadMarks {

    /** Up to which message, and when. */
    public record Mark(int upTo, int date) {}

    private final Map<Peer, Map<Long, Mark>> marks = new HashMap<>();

    /** Notes that a user has read a chat up to a message. */
    public void put(Peer peer, long person, Mark mark) {
        marks.computeIfAbsent(peer, key -> new LinkedHashMap<>()).put(person, mark);
    }

    /** The marks in a chat, by user. */
    public Map<Long, Mark> in(Peer peer) {
        return Map.copyOf(marks.getOrDefault(peer, Map.of()));
    }
}
