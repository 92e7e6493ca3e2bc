package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contacts, blocked users and chats in common. */
final class PeopleMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;

    PeopleMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("contacts.addContact", this::addContact);
        methods.put("contacts.importContacts", this::importContacts);
        methods.put("contacts.block", this::block);
        methods.put("contacts.unblock", this::unblock);
        methods.put("contacts.getBlocked", this::getBlocked);
        methods.put("messages.getCommonChats", this::getCommonChats);
    }

    private TlObject addContact(RpcCall call) {
        TlObject asked = call.function();
        User person = peers.person(asked.object("id"));
        if (person.id() == state.account()) {
            throw RpcError.bad("CONTACT_ID_INVALID");
        }
        add(person, asked);
        TlObject update = TlObject.of("updatePeerSettings")
                .with("peer", Peer.user(person.id()).toTl())
                .with("settings", TlObject.of("peerSettings"));
        publisher.notifyOtherClients(call, List.of(update));
        return answers.updates(List.of(update));
    }

    private void add(User person, TlObject contact) {
        String first = contact.stringField("first_name");
        if (first.isEmpty()) {
            throw RpcError.bad("CONTACT_NAME_EMPTY");
        }
        state.add(person.asContact(first, orNull(contact.stringField("last_name")), orNull(digits(contact))));
    }

    private static String digits(TlObject contact) {
        return contact.stringField("phone").replaceAll("\\D", "");
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private TlObject importContacts(RpcCall call) {
        List<TlObject> imported = new ArrayList<>();
        for (TlObject contact : call.function().objects("contacts")) {
            Optional<User> person = state.people().stream()
                    .filter(each -> digits(contact).equals(each.phone()))
                    .findFirst();
            person.ifPresent(found -> {
                add(found, contact);
                imported.add(TlObject.of("importedContact")
                        .with("user_id", found.id())
                        .with("client_id", contact.longField("client_id")));
            });
        }
        TlObject answer = TlObject.of("contacts.importedContacts")
                .with("imported", imported)
                .with("popular_invites", List.of())
                .with("retry_contacts", List.of());
        return answers.withMentionedPeers(answer).with("chats", null); // people only
    }

    private Boolean block(RpcCall call) {
        Peer peer = peers.peer(call.function().object("id"));
        if (peer.equals(Peer.user(state.account()))) {
            throw RpcError.bad("CONTACT_ID_INVALID");
        }
        state.blocked().putIfAbsent(peer, state.now());
        return told(call, peer);
    }

    private Boolean unblock(RpcCall call) {
        Peer peer = peers.peer(call.function().object("id"));
        state.blocked().remove(peer);
        return told(call, peer);
    }

    private Boolean told(RpcCall call, Peer peer) {
        publisher.notifyOtherClients(
                call,
                List.of(TlObject.of("updatePeerBlocked")
                        .with("blocked", state.blocked().containsKey(peer))
                        .with("peer_id", peer.toTl())));
        return true;
    }

    private TlObject getBlocked(RpcCall call) {
        TlObject asked = call.function();
        List<TlObject> all = new ArrayList<>();
        state.blocked()
                .forEach((peer, date) -> all.add(TlObject.of("peerBlocked", "peer_id", peer.toTl(), "date", date)));
        List<TlObject> page = all.reversed().stream()
                .skip(asked.intField("offset"))
                .limit(asked.intField("limit"))
                .toList();
        return answers.withMentionedPeers(TlObject.of("contacts.blockedSlice", "count", all.size(), "blocked", page));
    }

    /** The groups in which both are members, by descending id, without broadcast channels. */
    private TlObject getCommonChats(RpcCall call) {
        TlObject asked = call.function();
        long person = peers.person(asked.object("user_id")).id();
        long before = asked.longField("max_id");
        Stream<TlObject> groups = state.groups().stream()
                .filter(group -> group.has(person) && group.has(state.account()))
                .map(group -> group.toTl(state.account()));
        Stream<TlObject> channels = state.channels().stream()
                .filter(channel -> channel.supergroup() && channel.has(person) && channel.has(state.account()))
                .map(channel -> channel.toTl(state.account()));
        List<TlObject> chats = Stream.concat(groups, channels)
                .sorted(Comparator.comparingLong((TlObject chat) -> chat.longField("id"))
                        .reversed())
                .filter(chat -> before == 0 || chat.longField("id") < before)
                .limit(asked.intField("limit"))
                .toList();
        return TlObject.of("messages.chats", "chats", chats);
    }
}
