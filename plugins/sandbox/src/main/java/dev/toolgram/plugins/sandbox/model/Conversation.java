package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages with one peer, and how the account keeps them: read, pinned, archived. Guarded by the world's lock. */
public final class Conversation {
    private final Peer peer;
    private final MessageBox box;
    private final Map<Integer, Message> messages = new HashMap<>();
    private final BitSet ids = new BitSet();
    private final BitSet incoming = new BitSet();
    private final WordIndex words = new WordIndex();
    private int readInbox;
    private int readOutbox;
    private boolean pinned;
    private int folder;
    private TlObject notifySettings = TlObject.of("peerNotifySettings");

    Conversation(Peer peer, MessageBox box) {
        this.peer = peer;
        this.box = box;
    }

    /** Whom it is with. */
    public Peer peer() {
        return peer;
    }

    /** The row of ids and events that it shares or has. */
    public MessageBox box() {
        return box;
    }

    /** A message; {@code null} when it is not here. */
    public @Nullable Message message(int id) {
        return messages.get(id);
    }

    /** The newest message. */
    public @Nullable Message newest() {
        return ids.isEmpty() ? null : messages.get(ids.length() - 1);
    }

    /** The ids of all messages; a copy. */
    public BitSet ids() {
        return (BitSet) ids.clone();
    }

    /** The ids of the messages with such words. */
    public BitSet search(String query) {
        return words.find(query);
    }

    /** The number of messages. */
    public int size() {
        return ids.cardinality();
    }

    /** The id of the oldest message after a time in seconds; 0 if there is none. */
    public int firstAfter(int date) {
        return ids.stream()
                .filter(id -> Objects.requireNonNull(messages.get(id)).date() > date)
                .findFirst()
                .orElse(0);
    }

    /** The messages of a page. */
    public List<Message> page(Page page) {
        return select(page.of(ids));
    }

    /** The messages of such ids, in this order. */
    public List<Message> select(List<Integer> wanted) {
        return wanted.stream().filter(messages::containsKey).map(messages::get).toList();
    }

    /** Adds a message made of a draft that lacks its id and peer. */
    public PtsUpdate add(TlObject draft, @Nullable Long randomId) {
        int id = box.nextId(peer);
        Message message = new Message(draft.with("id", id).with("peer_id", peer.toTl()));
        put(message);
        if (!message.out()) {
            incoming.set(id);
        }
        return box.added(message, randomId);
    }

    /** Puts an edited message in the place of the old one. */
    public PtsUpdate replace(Message edited) {
        Message old = messages.get(edited.id());
        if (old != null) {
            words.remove(old.id(), old.text());
        }
        put(edited);
        return box.edited(edited);
    }

    /** Pins one of its messages, or not. */
    public PtsUpdate pin(Message message, boolean pinned) {
        messages.put(message.id(), new Message(message.tl().with("pinned", pinned)));
        return box.pinned(peer, message.id(), pinned);
    }

    /** Puts a message in the place of the old one whose text is the same, without an event of the box. */
    public void restate(Message message) {
        put(message);
    }

    private void put(Message message) {
        messages.put(message.id(), message);
        ids.set(message.id());
        words.add(message.id(), message.text());
    }

    /** Removes messages, which must be here. */
    public PtsUpdate remove(List<Integer> gone) {
        for (Integer id : gone) {
            Message message = messages.remove(id);
            if (message != null) {
                words.remove(id, message.text());
            }
            ids.clear(id);
            incoming.clear(id);
        }
        return box.deleted(List.copyOf(gone));
    }

    /** The number of incoming unread messages. */
    public int unread() {
        return incoming.get(readInbox + 1, Math.max(readInbox + 1, incoming.length()))
                .cardinality();
    }

    /** Up to which message the account has read. */
    public int readInbox() {
        return readInbox;
    }

    /** Notes that the account has read up to a message; 0 is the newest. Returns whether that is news. */
    public boolean read(int maxId) {
        int newest = Math.max(ids.length() - 1, 0);
        int upTo = maxId == 0 ? newest : Math.min(maxId, newest);
        if (upTo <= readInbox) {
            return false;
        }
        readInbox = upTo;
        return true;
    }

    /** The event of having read, for a conversation in the account's shared box. */
    public PtsUpdate readStep() {
        return box.read(peer, readInbox, unread());
    }

    /** Notes that the others have read everything. */
    public void readByOthers() {
        readOutbox = Math.max(ids.length() - 1, 0);
    }

    /** Notes that another one has read up to a message; 0 is the newest. Returns up to which. */
    public int readByOthers(int maxId) {
        int newest = Math.max(ids.length() - 1, 0);
        int upTo = maxId == 0 ? newest : Math.min(maxId, newest);
        readOutbox = Math.max(readOutbox, upTo);
        return upTo;
    }

    /** The event of others having read. */
    public TlObject readOutboxUpdate() {
        return peer.isChannel()
                ? TlObject.of("updateReadChannelOutbox", "channel_id", peer.id(), "max_id", readOutbox)
                : box.readByOthers(peer, readOutbox).update();
    }

    /** Whether it stays on top. */
    public boolean pinned() {
        return pinned;
    }

    /** Has it stay on top, or not. */
    public void pin(boolean value) {
        pinned = value;
    }

    /** 0, or 1 for the archive. */
    public int folder() {
        return folder;
    }

    /** As the schema writes it, where the main list is left out. */
    public @Nullable Integer folderId() {
        return folder == 0 ? null : folder;
    }

    /** Moves it to the archive (1) or back (0). */
    public void moveTo(int newFolder) {
        folder = newFolder;
    }

    /** The notifications, as an object of the type PeerNotifySettings. */
    public TlObject notifySettings() {
        return notifySettings;
    }

    /** Changes the notifications. */
    public void notifyBy(TlObject settings) {
        notifySettings = settings;
    }

    /** As an object of the type Dialog. */
    public TlObject toTl() {
        Message newest = newest();
        return TlObject.of("dialog")
                .with("pinned", pinned)
                .with("peer", peer.toTl())
                .with("top_message", newest == null ? 0 : newest.id())
                .with("read_inbox_max_id", readInbox)
                .with("read_outbox_max_id", readOutbox)
                .with("unread_count", unread())
                .with("notify_settings", notifySettings)
                .with("pts", peer.isChannel() ? box.pts() : null)
                .with("folder_id", folderId());
    }
}
