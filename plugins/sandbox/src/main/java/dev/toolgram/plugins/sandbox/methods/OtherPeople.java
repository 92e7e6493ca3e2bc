package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Rights;
import dev.toolgram.plugins.sandbox.model.Roles;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The actions of other people in groups and channels: they join and change roles. Thread-safe. */
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
            try {
                admissions.join(peer, person, hash.isEmpty() ? null : hash);
            } catch (RpcError e) {
                refusal = e.text();
            }
            told = answers.updates(List.of(admissions.of(peer).pending(peer)));
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

    /** Does again what the journal has. */
    public void repeat(String verb, Peer peer, long person, String detail) {
        if (verb.equals("join")) {
            String _ = join(peer, person, detail);
        } else {
            setRole(peer, person, Role.valueOf(detail));
        }
    }
}
