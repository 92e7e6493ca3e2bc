package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finding people and public chats. */
final class ContactMethods implements MethodGroup {
    private final ServerState state;
    private final Responses answers;

    ContactMethods(ServerState state) {
        this.state = state;
        this.answers = new Responses(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("contacts.resolveUsername", this::resolveUsername);
        methods.put("contacts.resolvePhone", this::resolvePhone);
        methods.put("contacts.getContacts", this::getContacts);
        methods.put("contacts.search", this::search);
    }

    private TlObject resolveUsername(RpcCall call) {
        Peer peer = state.named(call.function().stringField("username"))
                .orElseThrow(() -> RpcError.bad("USERNAME_NOT_OCCUPIED"));
        return resolved(peer);
    }

    private TlObject resolvePhone(RpcCall call) {
        String phone = call.function().stringField("phone").replaceAll("\\D", "");
        return state.people().stream()
                .filter(person -> phone.equals(person.phone()))
                .findFirst()
                .map(person -> resolved(Peer.user(person.id())))
                .orElseThrow(() -> RpcError.bad("PHONE_NOT_OCCUPIED"));
    }

    private TlObject resolved(Peer peer) {
        return answers.withMentionedPeers(TlObject.of("contacts.resolvedPeer", "peer", peer.toTl()));
    }

    private TlObject getContacts(RpcCall call) {
        List<TlObject> contacts = state.people().stream()
                .filter(User::contact)
                .map(person -> TlObject.of("contact", "user_id", person.id(), "mutual", true))
                .toList();
        TlObject answer = TlObject.of("contacts.contacts", "contacts", contacts, "saved_count", contacts.size());
        return answers.withMentionedPeers(answer).with("chats", null); // people only
    }

    private TlObject search(RpcCall call) {
        String query = call.function().stringField("q").toLowerCase(Locale.ROOT);
        List<TlObject> mine = new ArrayList<>();
        List<TlObject> others = new ArrayList<>();
        for (User person : state.people()) {
            if (matches(query, person.name(), person.username())) {
                if (person.contact()) {
                    mine.add(Peer.user(person.id()).toTl());
                } else if (person.username() != null) {
                    others.add(Peer.user(person.id()).toTl());
                }
            }
        }
        for (Channel channel : state.channels()) {
            if (channel.readableBy(state.account()) && matches(query, channel.title(), channel.username())) {
                (channel.has(state.account()) ? mine : others)
                        .add(channel.peer().toTl());
            }
        }
        return answers.withMentionedPeers(TlObject.of("contacts.found", "my_results", mine, "results", others));
    }

    private static boolean matches(String query, String name, @Nullable String username) {
        return name.toLowerCase(Locale.ROOT).contains(query) || (username != null && username.contains(query));
    }
}
