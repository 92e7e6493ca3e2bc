package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A basic group. Guarded by the world's lock. */
public final class BasicGroup {
    private final long id;
    private final String title;
    private final long creator;
    private final int date;
    private final Map<Long, Integer> joined = new LinkedHashMap<>();
    private int version = 1;
    private boolean deactivated;

    BasicGroup(long id, String title, long creator, int date) {
        this.id = id;
        this.title = title;
        this.creator = creator;
        this.date = date;
        joined.put(creator, date);
    }

    /** The id, unlike that of any person or channel. */
    public long id() {
        return id;
    }

    /** The peer. */
    public Peer peer() {
        return Peer.group(id);
    }

    /** The name. */
    public String title() {
        return title;
    }

    /** The creator. */
    public long creator() {
        return creator;
    }

    /** The members. */
    public List<Long> members() {
        return List.copyOf(joined.keySet());
    }

    /** Whether a user is a member. */
    public boolean has(long person) {
        return !deactivated && joined.containsKey(person);
    }

    /** Adds a member. */
    public void add(long person, int when) {
        joined.put(person, when);
        version++;
    }

    /** Removes a member. */
    public void remove(long person) {
        joined.remove(person);
        version++;
    }

    /** Ends the group for everybody. */
    public void deactivate() {
        deactivated = true;
        joined.clear();
        version++;
    }

    /** As an object of the type Chat, seen by the account. */
    public TlObject toTl(long account) {
        return TlObject.of("chat")
                .with("id", id)
                .with("title", title)
                .with("photo", TlObject.of("chatPhotoEmpty"))
                .with("participants_count", joined.size())
                .with("date", date)
                .with("version", version)
                .with("creator", creator == account)
                .with("left", !has(account) && !deactivated)
                .with("deactivated", deactivated)
                .with("default_banned_rights", Rights.nothingBanned());
    }

    /** As an object of the type ChatParticipants. */
    public TlObject participants() {
        List<TlObject> participants = new ArrayList<>();
        joined.forEach((person, when) -> participants.add(
                person == creator
                        ? TlObject.of("chatParticipantCreator", "user_id", person)
                        : TlObject.of("chatParticipant", "user_id", person, "inviter_id", creator, "date", when)));
        return TlObject.of("chatParticipants", "chat_id", id, "participants", participants, "version", version);
    }
}
