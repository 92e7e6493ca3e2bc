package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A supergroup, or a channel that only its administrators write to. Guarded by the world's lock. */
public final class Channel {
    private final long id;
    private String title;
    private final String about;
    private final @Nullable String username;
    private final boolean supergroup;
    private long creator;
    private final int date;
    private final Set<Long> members = new LinkedHashSet<>();
    private final Roles roles = new Roles();
    private final Invites invites = new Invites();
    private final AdminLog log = new AdminLog();
    private boolean hidesMembers;
    private boolean approvesJoins;
    private boolean deleted;
    private @Nullable Channel linked;
    private @Nullable Forum forum;
    private List<String> reactions = Reactions.EMOJI;

    Channel(
            long id,
            String title,
            String about,
            @Nullable String username,
            boolean supergroup,
            long creator,
            int date) {
        this.id = id;
        this.title = title;
        this.about = about;
        this.username = username;
        this.supergroup = supergroup;
        this.creator = creator;
        this.date = date;
        members.add(creator);
    }

    /** The id, unlike that of any person or group. */
    public long id() {
        return id;
    }

    /** The peer. */
    public Peer peer() {
        return Peer.channel(id);
    }

    /** The name. */
    public String title() {
        return title;
    }

    /** Gives it another title. */
    public void setTitle(String title) {
        this.title = title;
    }

    /** The description. */
    public String about() {
        return about;
    }

    /** The public name, without {@code @}; {@code null} for a private one. */
    public @Nullable String username() {
        return username;
    }

    /** Whether members write, too. */
    public boolean supergroup() {
        return supergroup;
    }

    /** The creator, who is its administrator. */
    public long creator() {
        return creator;
    }

    /** When it was made. */
    public int date() {
        return date;
    }

    /** Makes somebody the owner. */
    public void giveTo(long person) {
        creator = person;
        members.add(person);
    }

    /** The administrators, bans and tags. */
    public Roles roles() {
        return roles;
    }

    /** The invite links and the requests to join. */
    public Invites invites() {
        return invites;
    }

    /** The recent actions. */
    public AdminLog log() {
        return log;
    }

    void inviteBy(String hash) {
        invites.put(Invites.Invite.primary(hash, creator, date));
    }

    /** Whether somebody is the owner or an administrator. */
    public boolean administeredBy(long person) {
        return !deleted && (person == creator || roles.administrator(person) != null);
    }

    /** Whether somebody is the owner, or an administrator with a right, named as in ChatAdminRights. */
    public boolean allows(long person, String right) {
        Roles.Administrator administrator = roles.administrator(person);
        return !deleted
                && (person == creator
                        || (administrator != null && administrator.rights().boolField(right)));
    }

    /** Whether only administrators may see who is in it; clients are not warned, and are refused when they ask. */
    public boolean hidesMembers() {
        return hidesMembers;
    }

    void hideMembers() {
        hidesMembers = true;
    }

    /** Whether an administrator must approve who joins. */
    public boolean approvesJoins() {
        return approvesJoins;
    }

    void approveJoins() {
        approvesJoins = true;
    }

    /** The discussion group of a channel, or the channel of a discussion group; {@code null} for none. */
    public @Nullable Channel linked() {
        return linked;
    }

    void linkTo(Channel group) {
        linked = group;
        group.linked = this;
    }

    /** The topics; {@code null} for a channel or group without them. */
    public @Nullable Forum forum() {
        return forum;
    }

    /** Gives it topics, of which it has the general one. */
    Forum makeForum() {
        Forum made = new Forum(creator, date);
        forum = made;
        return made;
    }

    /** The emoji that may be reacted with. */
    public List<String> reactions() {
        return reactions;
    }

    void allowReactions(List<String> emoji) {
        reactions = List.copyOf(emoji);
    }

    /** The reactions, as an object of the type ChatReactions. */
    public TlObject availableReactions() {
        if (reactions.equals(Reactions.EMOJI)) {
            return TlObject.of("chatReactionsAll");
        }
        return reactions.isEmpty()
                ? TlObject.of("chatReactionsNone")
                : TlObject.of(
                        "chatReactionsSome",
                        "reactions",
                        reactions.stream().map(Reactions::reaction).toList());
    }

    /** The members, the newest last. */
    public List<Long> members() {
        return new ArrayList<>(Collections.unmodifiableSet(members));
    }

    /** Whether a user is a member. */
    public boolean has(long person) {
        return !deleted && members.contains(person);
    }

    /** Adds a member. */
    public void add(long person) {
        members.add(person);
    }

    /** Removes a member. */
    public void remove(long person) {
        members.remove(person);
        roles.promote(person, new Roles.Administrator(person, 0, TlObject.of("chatAdminRights")));
    }

    /** Whether it is gone. */
    public boolean deleted() {
        return deleted;
    }

    /** Removes it for everybody. */
    public void delete() {
        deleted = true;
    }

    /** Whether a user may read it: anyone if public, members if private. */
    public boolean readableBy(long person) {
        return !deleted && (username != null || has(person));
    }

    /** Whether a user may write to it. */
    public boolean writableBy(long person) {
        return has(person) && (supergroup || allows(person, "post_messages"));
    }

    /** As an object of the type Chat, seen by the account. */
    public TlObject toTl(long account) {
        if (deleted) {
            return TlObject.of("channelForbidden")
                    .with("id", id)
                    .with("access_hash", AccessHash.of(id))
                    .with("title", title)
                    .with("megagroup", supergroup)
                    .with("broadcast", !supergroup);
        }
        boolean own = creator == account;
        Roles.Administrator administrator = roles.administrator(account);
        return TlObject.of("channel")
                .with("id", id)
                .with("access_hash", AccessHash.of(id))
                .with("title", title)
                .with("username", username)
                .with("megagroup", supergroup)
                .with("broadcast", !supergroup)
                .with("creator", own)
                .with("has_link", linked != null)
                .with("forum", forum != null)
                .with("join_request", approvesJoins)
                .with("left", !has(account))
                .with("photo", TlObject.of("chatPhotoEmpty"))
                .with("date", date)
                .with(
                        "admin_rights",
                        own ? Rights.ofAdministrator() : administrator == null ? null : administrator.rights())
                .with("default_banned_rights", roles.defaults())
                .with("participants_count", members.size());
    }
}
