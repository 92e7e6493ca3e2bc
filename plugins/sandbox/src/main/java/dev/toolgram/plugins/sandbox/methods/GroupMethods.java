package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Group;
import dev.toolgram.plugins.sandbox.world.Person;
import dev.toolgram.plugins.sandbox.world.Step;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Basic groups. */
final class GroupMethods implements MethodGroup {
    private final World world;
    private final Peers peers;
    private final Answers answers;
    private final Posting posting;

    GroupMethods(World world, Peers peers, Answers answers, Posting posting) {
        this.world = world;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.createChat", this::createChat);
        methods.put("messages.getChats", this::getChats);
        methods.put("messages.getFullChat", this::getFullChat);
        methods.put("messages.deleteChatUser", this::deleteChatUser);
        methods.put("messages.deleteChat", this::deleteChat);
    }

    private TlObject createChat(RpcCall call) {
        String title = ChannelMethods.checkedTitle(call.function().text("title"));
        List<Long> invited = call.function().objects("users").stream()
                .map(peers::person)
                .map(Person::id)
                .toList();
        Group group = world.newGroup(title, world.account(), invited, world.now());
        TlObject action = TlObject.of("messageActionChatCreate", "title", title, "users", group.members());
        Step step = posting.note(call, world.conversation(group.peer()), action);
        List<TlObject> updates = new ArrayList<>(step.updates());
        updates.add(TlObject.of("updateChatParticipants", "participants", group.participants()));
        return TlObject.of("messages.invitedUsers", "updates", answers.updates(updates), "missing_invitees", List.of());
    }

    private TlObject getChats(RpcCall call) {
        List<TlObject> chats = new ArrayList<>();
        for (long id : call.function().bigs("id")) {
            chats.add(peers.group(id).toTl(world.account()));
        }
        return TlObject.of("messages.chats", "chats", chats);
    }

    private TlObject getFullChat(RpcCall call) {
        Group group = peers.group(call.function().big("chat_id"));
        TlObject participants = group.has(world.account())
                ? group.participants()
                : TlObject.of("chatParticipantsForbidden", "chat_id", group.id());
        TlObject full = TlObject.of("chatFull")
                .with("id", group.id())
                .with("about", "")
                .with("participants", participants)
                .with("folder_id", world.conversation(group.peer()).folderId())
                .with("notify_settings", TlObject.of("peerNotifySettings"));
        return answers.withCast(TlObject.of("messages.chatFull", "full_chat", full))
                .with("chats", List.of(group.toTl(world.account())));
    }

    private TlObject deleteChatUser(RpcCall call) {
        Group group = peers.group(call.function().big("chat_id"));
        long person = peers.person(call.function().object("user_id")).id();
        if (!group.has(world.account()) || !group.has(person)) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        if (person != world.account() && group.creator() != world.account()) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        group.remove(person);
        TlObject action = TlObject.of("messageActionChatDeleteUser", "user_id", person);
        Step step = posting.note(call, world.conversation(group.peer()), action);
        return answers.updates(List.of(step.update()));
    }

    private Boolean deleteChat(RpcCall call) {
        Group group = peers.group(call.function().big("chat_id"));
        if (group.creator() != world.account()) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        group.deactivate();
        return true;
    }
}
