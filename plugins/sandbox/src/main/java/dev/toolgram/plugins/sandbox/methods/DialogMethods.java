package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Conversation;
import dev.toolgram.plugins.sandbox.world.Message;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.List;
import java.util.Map;

/** The list of chats. */
final class DialogMethods implements MethodGroup {
    private static final int MOST = 100;

    private final World world;
    private final Peers peers;
    private final Answers answers;

    DialogMethods(World world, Peers peers, Answers answers) {
        this.world = world;
        this.peers = peers;
        this.answers = answers;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getDialogs", this::getDialogs);
        methods.put("messages.getPinnedDialogs", this::getPinnedDialogs);
        methods.put("messages.getPeerDialogs", this::getPeerDialogs);
        methods.put("messages.getDialogUnreadMarks", call -> List.of());
        methods.put(
                "messages.getDialogFilters",
                call -> TlObject.of("messages.dialogFilters", "filters", List.of(TlObject.of("dialogFilterDefault"))));
        methods.put("messages.toggleDialogPin", this::toggleDialogPin);
        methods.put("folders.editPeerFolders", this::editPeerFolders);
    }

    private TlObject getDialogs(RpcCall call) {
        TlObject asked = call.function();
        boolean firstPage = asked.object("offset_peer").is("inputPeerEmpty");
        boolean withPinned = firstPage && !asked.flag("exclude_pinned");
        List<Conversation> list = world.dialogs(asked.number("folder_id")).stream()
                .filter(conversation -> withPinned || !conversation.pinned())
                .toList();
        List<Conversation> page = list.stream()
                .filter(conversation -> firstPage || isBehind(conversation, asked))
                .limit(Math.clamp(asked.number("limit"), 1, MOST))
                .toList();
        TlObject answer = firstPage && page.size() == list.size()
                ? TlObject.of("messages.dialogs")
                : TlObject.of("messages.dialogsSlice", "count", list.size());
        return answers.withCast(filled(answer, page));
    }

    private boolean isBehind(Conversation conversation, TlObject asked) {
        Message newest = conversation.newest();
        if (newest == null || conversation.peer().equals(peers.peer(asked.object("offset_peer")))) {
            return false;
        }
        int date = asked.number("offset_date");
        return newest.date() < date || (newest.date() == date && newest.id() < asked.number("offset_id"));
    }

    private TlObject getPinnedDialogs(RpcCall call) {
        List<Conversation> pinned = world.dialogs(call.function().number("folder_id")).stream()
                .filter(Conversation::pinned)
                .toList();
        return peerDialogs(pinned);
    }

    private TlObject getPeerDialogs(RpcCall call) {
        List<Conversation> wanted = call.function().objects("peers").stream()
                .filter(peer -> peer.has("peer")) // the others are folders
                .map(peer -> peers.readable(peer.object("peer")))
                .toList();
        return peerDialogs(wanted);
    }

    private TlObject peerDialogs(List<Conversation> conversations) {
        TlObject answer = TlObject.of("messages.peerDialogs", "state", answers.state());
        return answers.withCast(filled(answer, conversations));
    }

    private static TlObject filled(TlObject answer, List<Conversation> conversations) {
        List<TlObject> newest = conversations.stream()
                .<TlObject>mapMulti((conversation, out) -> {
                    Message message = conversation.newest();
                    if (message != null) {
                        out.accept(message.tl());
                    }
                })
                .toList();
        return answer.with(
                        "dialogs",
                        conversations.stream().map(Conversation::toTl).toList())
                .with("messages", newest);
    }

    private Boolean toggleDialogPin(RpcCall call) {
        TlObject peer = call.function().object("peer").object("peer");
        peers.readable(peer).pin(call.function().flag("pinned"));
        return true;
    }

    private TlObject editPeerFolders(RpcCall call) {
        for (TlObject folderPeer : call.function().objects("folder_peers")) {
            peers.readable(folderPeer.object("peer")).moveTo(folderPeer.number("folder_id"));
        }
        return answers.updates(List.of());
    }
}
