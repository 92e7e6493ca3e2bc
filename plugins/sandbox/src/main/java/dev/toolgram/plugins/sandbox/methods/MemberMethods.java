package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Rights;
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

    MemberMethods(ServerState state, PeerResolver peers) {
        this.state = state;
        this.peers = peers;
        this.answers = new Responses(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("channels.getParticipants", this::getParticipants);
        methods.put("channels.getParticipant", this::getParticipant);
    }

    private TlObject getParticipants(RpcCall call) {
        TlObject asked = call.function();
        Channel channel = peers.readableChannel(asked.object("channel"));
        if (channel.hidesMembers() && channel.creator() != state.account()) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        Predicate<User> filter = filter(asked.object("filter"), channel);
        List<Long> found = channel.members().stream()
                .filter(id -> {
                    User person = state.person(id);
                    return person != null && filter.test(person);
                })
                .toList();
        List<TlObject> page = found.stream()
                .skip(asked.intField("offset"))
                .limit(Math.clamp(asked.intField("limit"), 0, MAX_PAGE_SIZE))
                .map(id -> participant(channel, id))
                .toList();
        return answers.withMentionedPeers(
                TlObject.of("channels.channelParticipants", "count", found.size(), "participants", page));
    }

    private static Predicate<User> filter(TlObject filter, Channel channel) {
        String query = filter.stringField("q").toLowerCase(Locale.ROOT);
        return switch (filter.name()) {
            case "channelParticipantsRecent" -> person -> true;
            case "channelParticipantsSearch" -> person -> matches(person, query);
            case "channelParticipantsContacts" -> person -> person.contact() && matches(person, query);
            case "channelParticipantsAdmins" -> person -> person.id() == channel.creator();
            case "channelParticipantsBots" -> User::bot;
            default -> person -> false; // nobody is banned
        };
    }

    /** Every name begins with words, and the query with the beginning of one of them. */
    private static boolean matches(User person, String query) {
        String name = " " + person.name().toLowerCase(Locale.ROOT);
        String username = person.username();
        return name.contains(" " + query) || (username != null && username.startsWith(query));
    }

    private TlObject participant(Channel channel, long person) {
        if (person == channel.creator()) {
            return TlObject.of(
                    "channelParticipantCreator", "user_id", person, "admin_rights", Rights.ofAdministrator());
        }
        if (person == state.account()) {
            return TlObject.of("channelParticipantSelf")
                    .with("user_id", person)
                    .with("inviter_id", channel.creator())
                    .with("date", channel.date());
        }
        return TlObject.of("channelParticipant", "user_id", person, "date", channel.date());
    }

    private TlObject getParticipant(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        Peer peer = peers.peer(call.function().object("participant"));
        if (!channel.has(peer.id())) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        return answers.withMentionedPeers(
                TlObject.of("channels.channelParticipant", "participant", participant(channel, peer.id())));
    }
}
