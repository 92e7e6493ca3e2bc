package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Peer;
import dev.toolgram.plugins.sandbox.world.Person;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.List;
import java.util.Map;

/** People. */
final class UserMethods implements MethodGroup {
    private final World world;
    private final Peers peers;

    UserMethods(World world, Peers peers) {
        this.world = world;
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
                .map(person -> person.toTl(world.account()))
                .toList();
    }

    private TlObject getFullUser(RpcCall call) {
        Person person = peers.person(call.function().object("id"));
        TlObject full = TlObject.of("userFull")
                .with("id", person.id())
                .with("about", person.bot() ? "Repeats what it is told." : null)
                .with("settings", TlObject.of("peerSettings"))
                // Without it TDLib moves an archived chat back to the main list.
                .with("folder_id", world.conversation(Peer.user(person.id())).folderId())
                .with("notify_settings", TlObject.of("peerNotifySettings"))
                .with("bot_info", person.bot() ? TlObject.of("botInfo", "user_id", person.id()) : null);
        return TlObject.of("users.userFull", "full_user", full, "users", List.of(person.toTl(world.account())));
    }
}
