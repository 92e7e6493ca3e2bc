package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.BasicGroup;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.SeedUsers;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.model.User;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Basic groups. */
final class GroupMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final MessageService posting;

    GroupMethods(ServerState state, PeerResolver peers, Responses answers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.posting = posting;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.createChat", this::createChat);
        methods.put("messages.getChats", this::getChats);
        methods.put("messages.getFullChat", this::getFullChat);
        methods.put("messages.addChatUser", this::addChatUser);
        methods.put("messages.deleteChatUser", this::deleteChatUser);
        methods.put("messages.deleteChat", this::deleteChat);
    }

    private TlObject createChat(RpcCall call) {
        String title = ChannelMethods.checkedTitle(call.function().stringField("title"));
        List<Long> invited = call.function().objects("users").stream()
                .map(peers::person)
                .map(User::id)
                .toList();
        BasicGroup group = state.newBasicGroup(title, state.account(), invited, state.now());
        TlObject action = TlObject.of("messageActionChatCreate", "title", title, "users", group.members());
        PtsUpdate step = posting.note(call, state.conversation(group.peer()), action);
        List<TlObject> updates = new ArrayList<>(step.updates());
        updates.add(members(group));
        return TlObject.of("messages.invitedUsers", "updates", answers.updates(updates), "missing_invitees", List.of());
    }

    private TlObject getChats(RpcCall call) {
        List<TlObject> chats = new ArrayList<>();
        for (long id : call.function().longFields("id")) {
            chats.add(peers.group(id).toTl(state.account()));
        }
        return TlObject.of("messages.chats", "chats", chats);
    }

    private TlObject getFullChat(RpcCall call) {
        BasicGroup group = peers.group(call.function().longField("chat_id"));
        TlObject participants = group.has(state.account())
                ? group.participants()
                : TlObject.of("chatParticipantsForbidden", "chat_id", group.id());
        Conversation conversation = state.conversation(group.peer());
        TlObject full = TlObject.of("chatFull")
                .with("id", group.id())
                .with("about", "")
                .with("participants", participants)
                .with("available_reactions", TlObject.of("chatReactionsAll"))
                .with("folder_id", conversation.folderId())
                .with("notify_settings", conversation.notifySettings());
        return answers.withMentionedPeers(TlObject.of("messages.chatFull", "full_chat", full))
                .with("chats", List.of(group.toTl(state.account())));
    }

    private TlObject addChatUser(RpcCall call) {
        BasicGroup group = peers.group(call.function().longField("chat_id"));
        long person = peers.person(call.function().object("user_id")).id();
        if (group.has(person)) {
            throw RpcError.bad("USER_ALREADY_PARTICIPANT");
        }
        if (person != state.account() && !group.has(state.account())) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        if (person == SeedUsers.GRETA) {
            TlObject missing = TlObject.of("missingInvitee", "user_id", person);
            return TlObject.of(
                    "messages.invitedUsers",
                    "updates",
                    answers.updates(List.of()),
                    "missing_invitees",
                    List.of(missing));
        }
        group.add(person, state.now());
        TlObject action = TlObject.of("messageActionChatAddUser", "users", List.of(person));
        PtsUpdate step = posting.note(call, state.conversation(group.peer()), action);
        TlObject updates = answers.updates(List.of(step.update(), members(group)));
        return TlObject.of("messages.invitedUsers", "updates", updates, "missing_invitees", List.of());
    }

    private TlObject deleteChatUser(RpcCall call) {
        BasicGroup group = peers.group(call.function().longField("chat_id"));
        long person = peers.person(call.function().object("user_id")).id();
        if (!group.has(state.account()) || !group.has(person)) {
            throw RpcError.bad("USER_NOT_PARTICIPANT");
        }
        if (person != state.account() && !group.administeredBy(state.account())) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        if (person != state.account() && person == group.creator()) {
            throw RpcError.bad("USER_ADMIN_INVALID");
        }
        group.remove(person);
        TlObject action = TlObject.of("messageActionChatDeleteUser", "user_id", person);
        PtsUpdate step = posting.note(call, state.conversation(group.peer()), action);
        return answers.updates(
                person == state.account() ? List.of(step.update()) : List.of(step.update(), members(group)));
    }

    private static TlObject members(BasicGroup group) {
        return TlObject.of("updateChatParticipants", "participants", group.participants());
    }

    private Boolean deleteChat(RpcCall call) {
        BasicGroup group = peers.group(call.function().longField("chat_id"));
        if (group.creator() != state.account()) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        group.deactivate();
        return true;
    }
}
