package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A basic group. Guarded by the world's lock. */
public final class BasicGroup {
    private final long id;
    private String title;
    private long creator;
    private final int date;
    private final Map<Long, Integer> joined = new LinkedHashMap<>();
    private final Roles roles = new Roles();
    private final Invites invites = new Invites();
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

    /** Gives it another title. */
    public void setTitle(String title) {
        this.title = title;
    }

    /** The creator. */
    public long creator() {
        return creator;
    }

    /** Makes somebody the owner. */
    public void giveTo(long person) {
        creator = person;
        joined.putIfAbsent(person, date);
        version++;
    }

    /** The administrators and tags; nobody is banned from a basic group. */
    public Roles roles() {
        return roles;
    }

    /** The invite links and the requests to join. */
    public Invites invites() {
        return invites;
    }

    /** Whether somebody is the owner or an administrator; all administrators have the same rights. */
    public boolean administeredBy(long person) {
        return has(person) && (person == creator || roles.administrator(person) != null);
    }

    /** Makes somebody an administrator or a member. */
    public void appoint(long person, boolean administrator, int date) {
        TlObject rights = administrator ? Rights.ofGroupAdministrator() : TlObject.of("chatAdminRights");
        roles.promote(person, new Roles.Administrator(creator, date, rights));
        version++;
    }

    /** Notes that roles or permissions have changed. */
    public int changed() {
        return ++version;
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
        roles.promote(person, new Roles.Administrator(person, 0, TlObject.of("chatAdminRights")));
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
                .with("admin_rights", administeredBy(account) ? Rights.ofGroupAdministrator() : null)
                .with("default_banned_rights", roles.defaults());
    }

    /** As an object of the type ChatParticipants. */
    public TlObject participants() {
        List<TlObject> participants = new ArrayList<>();
        joined.forEach((person, when) -> participants.add(participant(person, when)));
        return TlObject.of("chatParticipants", "chat_id", id, "participants", participants, "version", version);
    }

    private TlObject participant(long person, int when) {
        if (person == creator) {
            return TlObject.of("chatParticipantCreator", "user_id", person, "rank", roles.tag(person));
        }
        return TlObject.of(roles.administrator(person) == null ? "chatParticipant" : "chatParticipantAdmin")
                .with("user_id", person)
                .with("inviter_id", creator)
                .with("date", when)
                .with("rank", roles.tag(person));
    }
}
