package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Map;

/** People. */
final class UserMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;

    UserMethods(ServerState state, PeerResolver peers) {
        this.state = state;
        this.peers = peers;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("users.getUsers", this::getUsers);
        methods.put("users.getFullUser", this::getFullUser);
    }

    private List<TlObject> getUsers(RpcCall call) {
        return call.function().objects("id").stream()
                .map(peers::person)
                .map(person -> person.toTl(state.account()))
                .toList();
    }

    private TlObject getFullUser(RpcCall call) {
        User person = peers.person(call.function().object("id"));
        Conversation conversation = state.conversation(Peer.user(person.id()));
        TlObject full = TlObject.of("userFull")
                .with("id", person.id())
                .with("about", person.bot() ? "Repeats what it is told." : null)
                .with("settings", TlObject.of("peerSettings"))
                .with("blocked", state.blocked().containsKey(conversation.peer()))
                // Without it TDLib moves an archived chat back to the main list.
                .with("folder_id", conversation.folderId())
                .with("notify_settings", conversation.notifySettings())
                .with("bot_info", person.bot() ? TlObject.of("botInfo", "user_id", person.id()) : null);
        return TlObject.of("users.userFull", "full_user", full, "users", List.of(person.toTl(state.account())));
    }
}
