package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of message ids and of numbered events: every channel has one, and all private chats and basic groups of the
 * account share another. <b>Every</b> event is in the log, the account's own messages too: a client whose send races
 * with a difference would otherwise wait for that message for ever. Guarded by the world's lock.
 */
public final class MessageBox {
    private final @Nullable Peer channel;
    private final NavigableMap<Integer, PtsUpdate> log = new TreeMap<>();
    private final Map<Long, PtsUpdate> sent = new HashMap<>();
    private final Map<Integer, Peer> places = new HashMap<>();
    private int firstPts = 1;
    private int pts = 1;
    private int lastId;
    private int seedPts = 1;

    MessageBox(@Nullable Peer channel) {
        this.channel = channel;
    }

    /** The number of the newest event. */
    public int pts() {
        return pts;
    }

    /** Makes everything so far history: a client that missed something of it is told that it is too much. */
    public void beginHere() {
        firstPts = pts;
        log.clear();
    }

    /** Everything so far is the seed, which a client may read step by step, however long it is. */
    void seeded() {
        seedPts = pts;
    }

    /** Whether a client that knows the seed misses more events than it can be sent at once. */
    public boolean isTooLong(int known, int limit) {
        return known >= seedPts && log.tailMap(known, false).size() > limit;
    }

    /** Whether the updates since a pts are available. */
    public boolean remembers(int known) {
        return firstPts <= known && known <= pts;
    }

    /** The events behind a number, oldest first. */
    public List<PtsUpdate> since(int known) {
        return List.copyOf(log.tailMap(known, false).values());
    }

    /** The outcome of a message that the client sent before, possibly without receiving the response. */
    public @Nullable PtsUpdate sent(long randomId) {
        return sent.get(randomId);
    }

    /** The peer of a message's conversation; {@code null} if the id is unknown. */
    public @Nullable Peer placeOf(int id) {
        return places.get(id);
    }

    /** The messages of these ids that exist, by the peer of their conversation. */
    public Map<Peer, List<Integer>> existing(Collection<Integer> ids) {
        Map<Peer, List<Integer>> found = new HashMap<>();
        for (Integer id : ids) {
            Peer place = places.get(id);
            if (place != null) {
                found.computeIfAbsent(place, key -> new ArrayList<>()).add(id);
            }
        }
        return found;
    }

    int nextId(Peer place) {
        lastId++;
        places.put(lastId, place);
        return lastId;
    }

    PtsUpdate added(Message message, @Nullable Long randomId) {
        String update = channel == null ? "updateNewMessage" : "updateNewChannelMessage";
        PtsUpdate step = step(1, TlObject.of(update, "message", message.tl()), randomId);
        if (randomId != null) {
            sent.put(randomId, step);
        }
        return step;
    }

    PtsUpdate edited(Message message) {
        String update = channel == null ? "updateEditMessage" : "updateEditChannelMessage";
        return step(1, TlObject.of(update, "message", message.tl()), null);
    }

    PtsUpdate pinned(Peer peer, int id, boolean pinned) {
        TlObject update = channel == null
                ? TlObject.of("updatePinnedMessages", "peer", peer.toTl())
                : TlObject.of("updatePinnedChannelMessages", "channel_id", channel.id());
        return step(1, update.with("pinned", pinned).with("messages", List.of(id)), null);
    }

    PtsUpdate deleted(List<Integer> ids) {
        ids.forEach(places::remove);
        TlObject update = channel == null
                ? TlObject.of("updateDeleteMessages", "messages", ids)
                : TlObject.of("updateDeleteChannelMessages", "messages", ids, "channel_id", channel.id());
        return step(ids.size(), update, null);
    }

    PtsUpdate read(Peer peer, int maxId, int stillUnread) {
        TlObject update = TlObject.of(
                "updateReadHistoryInbox", "peer", peer.toTl(), "max_id", maxId, "still_unread_count", stillUnread);
        return step(1, update, null);
    }

    PtsUpdate readByOthers(Peer peer, int maxId) {
        return step(1, TlObject.of("updateReadHistoryOutbox", "peer", peer.toTl(), "max_id", maxId), null);
    }

    private PtsUpdate step(int count, TlObject update, @Nullable Long randomId) {
        pts += count;
        PtsUpdate step = new PtsUpdate(pts, count, update.with("pts", pts).with("pts_count", count), randomId);
        log.put(pts, step);
        return step;
    }
}
