package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.NewMessages;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Rights;
import dev.toolgram.plugins.sandbox.model.Roles;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The actions of other people in groups and channels: they join, change roles and titles. Thread-safe. */
public final class OtherPeople {
    /** The role of the one who owns a chat, of its administrators, and of everybody else. */
    public enum Role {
        OWNER,
        ADMINISTRATOR,
        MEMBER
    }

    private final ServerState state;
    private final Responses answers;
    private final UpdatePublisher publisher;
    private final ChangeListener log;

    /** In this state. */
    public OtherPeople(ServerState state, UpdatePublisher publisher, ChangeListener log) {
        this.state = state;
        this.answers = new Responses(state);
        this.publisher = publisher;
        this.log = log;
    }

    /**
     * Has somebody join, or ask to.
     *
     * @param hash the hash of an invite link; empty for none
     * @return Telegram's refusal, which is INVITE_REQUEST_SENT for a request; {@code null} if the person is in now
     */
    public @Nullable String join(Peer peer, long person, String hash) {
        Admissions admissions = new Admissions(state);
        TlObject told;
        String refusal = null;
        synchronized (state) {
            log.acted("join", peer, person, hash);
            List<TlObject> updates = new ArrayList<>();
            try {
                admissions.join(peer, person, hash.isEmpty() ? null : hash);
                Channel channel = state.channelOf(peer);
                if (channel == null || channel.supergroup()) {
                    updates.add(event(
                            peer,
                            person,
                            hash.isEmpty()
                                    ? TlObject.of("messageActionChatAddUser", "users", List.of(person))
                                    : TlObject.of("messageActionChatJoinedByLink", "inviter_id", ownerOf(peer))));
                }
            } catch (RpcError e) {
                refusal = e.text();
            }
            updates.add(admissions.of(peer).pending(peer));
            told = answers.updates(updates);
        }
        publisher.notifyAllClients(told);
        return refusal;
    }

    /** Has the owner give somebody a role. */
    public void setRole(Peer peer, long person, Role role) {
        TlObject told;
        synchronized (state) {
            log.acted("role", peer, person, role.name());
            Channel channel = state.channelOf(peer);
            told = answers.updates(List.of(
                    channel == null
                            ? setRole(Objects.requireNonNull(state.group(peer.id())), person, role)
                            : setRole(channel, person, role)));
        }
        publisher.notifyAllClients(told);
    }

    private TlObject setRole(Channel channel, long person, Role role) {
        if (role == Role.OWNER) {
            channel.giveTo(person);
        } else {
            channel.add(person);
            TlObject rights = role == Role.ADMINISTRATOR ? Rights.ofAdministrator() : TlObject.of("chatAdminRights");
            channel.roles().promote(person, new Roles.Administrator(channel.creator(), state.now(), rights));
        }
        return TlObject.of("updateChannel", "channel_id", channel.id());
    }

    private TlObject setRole(BasicGroup group, long person, Role role) {
        if (role == Role.OWNER) {
            group.giveTo(person);
        } else {
            if (!group.has(person)) {
                group.add(person, state.now());
            }
            group.appoint(person, role == Role.ADMINISTRATOR, state.now());
        }
        return TlObject.of("updateChatParticipants", "participants", group.participants());
    }

    /** Has the owner give a group or channel another title. */
    public void setTitle(Peer peer, String title) {
        TlObject told;
        synchronized (state) {
            long owner = ownerOf(peer);
            log.acted("title", peer, owner, title);
            Channel channel = state.channelOf(peer);
            if (channel == null) {
                Objects.requireNonNull(state.group(peer.id())).setTitle(title);
            } else {
                channel.setTitle(title);
            }
            told = answers.updates(
                    List.of(event(peer, owner, TlObject.of("messageActionChatEditTitle", "title", title))));
        }
        publisher.notifyAllClients(told);
    }

    private TlObject event(Peer peer, long person, TlObject action) {
        TlObject message = NewMessages.event(state, peer, person, state.now(), action);
        return state.conversation(peer).add(message, null).update();
    }

    private long ownerOf(Peer peer) {
        Channel channel = state.channelOf(peer);
        return channel == null ? Objects.requireNonNull(state.group(peer.id())).creator() : channel.creator();
    }

    /** Does again what the journal has. */
    public void repeat(String verb, Peer peer, long person, String detail) {
        switch (verb) {
            case "join" -> {
                String _ = join(peer, person, detail);
            }
            case "title" -> setTitle(peer, detail);
            default -> setRole(peer, person, Role.valueOf(detail));
        }
    }
}
