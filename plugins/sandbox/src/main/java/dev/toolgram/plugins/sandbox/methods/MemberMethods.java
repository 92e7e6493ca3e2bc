package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Methods for the members of a channel or supergroup. */
final class MemberMethods implements MethodGroup {
    private static final int MAX_PAGE_SIZE = 200;

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final Participants participants;
    private final Admissions admissions;

    MemberMethods(ServerState state, PeerResolver peers) {
        this.state = state;
        this.peers = peers;
        this.answers = new Responses(state);
        this.participants = new Participants(state);
        this.admissions = new Admissions(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("channels.getParticipants", this::getParticipants);
        methods.put("channels.getParticipant", this::getParticipant);
    }

    private TlObject getParticipants(RpcCall call) {
        TlObject asked = call.function();
        Channel channel = peers.readableChannel(asked.object("channel"));
        TlObject wanted = asked.object("filter");
        if (channel.hidesMembers()
                && !wanted.is("channelParticipantsAdmins")
                && !channel.administeredBy(state.account())) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        Predicate<User> filter = filter(wanted, channel);
        List<Long> found = candidates(wanted, channel).stream()
                .filter(id -> {
                    User person = state.person(id);
                    return person != null && filter.test(person);
                })
                .toList();
        List<TlObject> page = found.stream()
                .skip(asked.intField("offset"))
                .limit(Math.clamp(asked.intField("limit"), 0, MAX_PAGE_SIZE))
                .map(id -> participants.of(channel, id))
                .toList();
        return answers.withMentionedPeers(
                TlObject.of("channels.channelParticipants", "count", found.size(), "participants", page));
    }

    private List<Long> candidates(TlObject filter, Channel channel) {
        return switch (filter.name()) {
            case "channelParticipantsKicked", "channelParticipantsBanned" -> {
                if (!channel.administeredBy(state.account())) {
                    throw RpcError.bad("CHAT_ADMIN_REQUIRED");
                }
                boolean kicked = filter.is("channelParticipantsKicked");
                yield channel.roles().banned(state.now()).stream()
                        .filter(person -> admissions.isBanned(channel, person) == kicked)
                        .toList();
            }
            default -> channel.members();
        };
    }

    private static Predicate<User> filter(TlObject filter, Channel channel) {
        String query = filter.stringField("q").toLowerCase(Locale.ROOT);
        return switch (filter.name()) {
            case "channelParticipantsRecent" -> person -> true;
            case "channelParticipantsSearch", "channelParticipantsKicked", "channelParticipantsBanned" ->
                person -> matches(person, query);
            case "channelParticipantsContacts" -> person -> person.contact() && matches(person, query);
            case "channelParticipantsAdmins" -> person -> channel.administeredBy(person.id());
            case "channelParticipantsBots" -> User::bot;
            default -> person -> false;
        };
    }

    /** Every name begins with words, and the query with the beginning of one of them. */
    private static boolean matches(User person, String query) {
        String name = " " + person.name().toLowerCase(Locale.ROOT);
        String username = person.username();
        return name.contains(" " + query) || (username != null && username.startsWith(query));
    }

    private TlObject getParticipant(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        Peer peer = peers.peer(call.function().object("participant"));
        if (!channel.has(peer.id()) && channel.roles().ban(peer.id(), state.now()) == null) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        return answers.withMentionedPeers(
                TlObject.of("channels.channelParticipant", "participant", participants.of(channel, peer.id())));
    }
}
