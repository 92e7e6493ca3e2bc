package dev.toolgram.plugins.sandbox.model;

import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is, as one account sees it. Not thread-safe: callers hold its monitor, which
 * the API's methods and the tools take once per call.
 */
public final class ServerState {
    private final long account;
    private final InstantSource clock;
    private final Map<Long, User> people = new LinkedHashMap<>();
    private final Map<Long, BasicGroup> groups = new LinkedHashMap<>();
    private final Map<Long, Channel> channels = new LinkedHashMap<>();
    private final Map<Peer, Conversation> conversations = new LinkedHashMap<>();
    private final Map<Integer, TlObject> folders = new LinkedHashMap<>();
    private final Map<Peer, Integer> blocked = new LinkedHashMap<>();
    private final MessageBox shared = new MessageBox(null);
    private final FileStore files = new FileStore();
    private final Reactions reactions = new Reactions();
    private final Polls polls = new Polls();
    private final ReadMarks readMarks = new ReadMarks();
    private final ScheduledMessages scheduled = new ScheduledMessages();
    private final Map<DraftPlace, TlObject> drafts = new LinkedHashMap<>();
    private long lastGroup = 2000;
    private long lastChannel = 3000;
    private int lastInvite;

    /** An empty one, seen by the account of this id. */
    public ServerState(long account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /** The id of the account. */
    public long account() {
        return account;
    }

    /** The time, in seconds since 1970. */
    public int now() {
        return (int) clock.instant().getEpochSecond();
    }

    /** The files. */
    public FileStore files() {
        return files;
    }

    /** The reactions to messages. */
    public Reactions reactions() {
        return reactions;
    }

    /** The polls. */
    public Polls polls() {
        return polls;
    }

    /** The readers of the account's messages. */
    public ReadMarks readMarks() {
        return readMarks;
    }

    /** The messages that are to be sent later. */
    public ScheduledMessages scheduled() {
        return scheduled;
    }

    /**
     * The input field of a draft.
     *
     * @param topic a topic of a forum; 0 for the chat itself
     */
    public record DraftPlace(Peer peer, int topic) {}

    /** The drafts of the account. */
    public Map<DraftPlace, TlObject> drafts() {
        return drafts;
    }

    /** The box that private chats and basic groups share. */
    public MessageBox shared() {
        return shared;
    }

    /** Adds a person, or puts it in the place of the one with its id. */
    public void add(User person) {
        people.put(person.id(), person);
    }

    /** A person. */
    public @Nullable User person(long id) {
        return people.get(id);
    }

    /** All people. */
    public Collection<User> people() {
        return Collections.unmodifiableCollection(people.values());
    }

    /** The account's person. */
    public User self() {
        User self = people.get(account);
        if (self == null) {
            throw new IllegalStateException("The account has no user");
        }
        return self;
    }

    /** Makes a basic group. */
    public BasicGroup newBasicGroup(String title, long creator, Collection<Long> members, int date) {
        lastGroup++;
        BasicGroup group = new BasicGroup(lastGroup, title, creator, date);
        members.forEach(member -> group.add(member, date));
        groups.put(group.id(), group);
        return group;
    }

    /** A basic group. */
    public @Nullable BasicGroup group(long id) {
        return groups.get(id);
    }

    /** Makes a channel or supergroup. */
    public Channel newChannel(
            String title, String about, @Nullable String username, boolean supergroup, long creator, int date) {
        lastChannel++;
        Channel channel = new Channel(lastChannel, title, about, username, supergroup, creator, date);
        channels.put(channel.id(), channel);
        return channel;
    }

    /** A channel or supergroup. */
    public @Nullable Channel channel(long id) {
        return channels.get(id);
    }

    /** Whether the account is in the channel or supergroup that a peer is. */
    public boolean isMember(Peer peer) {
        Channel channel = channelOf(peer);
        return channel != null && channel.has(account);
    }

    /** The channel or supergroup that a peer is; {@code null} for other peers. */
    public @Nullable Channel channelOf(Peer peer) {
        return peer.isChannel() ? channels.get(peer.id()) : null;
    }

    /** All basic groups. */
    public Collection<BasicGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** All channels and supergroups. */
    public Collection<Channel> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }

    /** A hash for a new invite link; the same in each run that makes the same links. */
    public String newInviteHash() {
        lastInvite++;
        return "SandboxLink%05d".formatted(lastInvite);
    }

    /** The group or channel with an invite link of a hash. */
    public Optional<Peer> invitedBy(String hash) {
        for (Channel channel : channels.values()) {
            if (channel.invites().get(hash) != null && !channel.deleted()) {
                return Optional.of(channel.peer());
            }
        }
        return groups.values().stream()
                .filter(group -> group.invites().get(hash) != null)
                .map(BasicGroup::peer)
                .findFirst();
    }

    /** The peer with a public name, whatever the case of its letters. */
    public Optional<Peer> named(String username) {
        String wanted = username.toLowerCase(Locale.ROOT);
        for (User person : people.values()) {
            if (person.username() != null && wanted.equals(person.username())) {
                return Optional.of(Peer.user(person.id()));
            }
        }
        for (Channel channel : channels.values()) {
            if (channel.username() != null && !channel.deleted() && wanted.equals(channel.username())) {
                return Optional.of(channel.peer());
            }
        }
        return Optional.empty();
    }

    /** The conversation with a peer; a new one is empty, and so not yet in the list. */
    public Conversation conversation(Peer peer) {
        return conversations.computeIfAbsent(
                peer, key -> new Conversation(key, key.isChannel() ? new MessageBox(key) : shared));
    }

    /** The chat folders by their ids, in order, as objects of the type DialogFilter; may be changed. */
    public Map<Integer, TlObject> folders() {
        return folders;
    }

    /** Whom the account has blocked, since when; may be changed. */
    public Map<Peer, Integer> blocked() {
        return blocked;
    }

    /** Every conversation there is, with messages or without. */
    public Collection<Conversation> conversations() {
        return Collections.unmodifiableCollection(conversations.values());
    }

    /** The account's list of chats in a folder: pinned first, then the one with the newest message. */
    public List<Conversation> dialogs(int folder) {
        return conversations.values().stream()
                .filter(conversation -> conversation.folder() == folder && isListed(conversation))
                .sorted(ServerState::inOrderOfTheList)
                .toList();
    }

    private boolean isListed(Conversation conversation) {
        return switch (conversation.peer().kind()) {
            case USER, GROUP -> conversation.newest() != null;
            case CHANNEL -> isMember(conversation.peer());
        };
    }

    private static int inOrderOfTheList(Conversation one, Conversation other) {
        if (one.pinned() != other.pinned()) {
            return one.pinned() ? -1 : 1;
        }
        Message newest = one.newest();
        Message otherNewest = other.newest();
        int byDate = Integer.compare(otherNewest == null ? 0 : otherNewest.date(), newest == null ? 0 : newest.date());
        return byDate != 0
                ? byDate
                : Integer.compare(otherNewest == null ? 0 : otherNewest.id(), newest == null ? 0 : newest.id());
    }
}
