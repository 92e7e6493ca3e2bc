package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;
import java.util.Map;

/** The list of chats. */
final class DialogMethods implements MethodGroup {
    private static final int MAX_PAGE_SIZE = 100;

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;

    DialogMethods(ServerState state, PeerResolver peers, Responses answers) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getDialogs", this::getDialogs);
        methods.put("messages.getPinnedDialogs", this::getPinnedDialogs);
        methods.put("messages.getPeerDialogs", this::getPeerDialogs);
        methods.put("messages.getDialogUnreadMarks", call -> List.of());
        methods.put("messages.toggleDialogPin", this::toggleDialogPin);
        methods.put("folders.editPeerFolders", this::editPeerFolders);
    }

    private TlObject getDialogs(RpcCall call) {
        TlObject asked = call.function();
        boolean firstPage = asked.object("offset_peer").is("inputPeerEmpty");
        boolean withPinned = firstPage && !asked.boolField("exclude_pinned");
        List<Conversation> list = state.dialogs(asked.intField("folder_id")).stream()
                .filter(conversation -> withPinned || !conversation.pinned())
                .toList();
        List<Conversation> page = list.stream()
                .filter(conversation -> firstPage || isBehind(conversation, asked))
                .limit(Math.clamp(asked.intField("limit"), 1, MAX_PAGE_SIZE))
                .toList();
        TlObject answer = firstPage && page.size() == list.size()
                ? TlObject.of("messages.dialogs")
                : TlObject.of("messages.dialogsSlice", "count", list.size());
        return answers.withMentionedPeers(filled(answer, page));
    }

    private boolean isBehind(Conversation conversation, TlObject asked) {
        Message newest = conversation.newest();
        if (newest == null || conversation.peer().equals(peers.peer(asked.object("offset_peer")))) {
            return false;
        }
        int date = asked.intField("offset_date");
        return newest.date() < date || (newest.date() == date && newest.id() < asked.intField("offset_id"));
    }

    private TlObject getPinnedDialogs(RpcCall call) {
        List<Conversation> pinned = state.dialogs(call.function().intField("folder_id")).stream()
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
        return answers.withMentionedPeers(filled(answer, conversations));
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
        peers.readable(peer).pin(call.function().boolField("pinned"));
        return true;
    }

    private TlObject editPeerFolders(RpcCall call) {
        for (TlObject folderPeer : call.function().objects("folder_peers")) {
            peers.readable(folderPeer.object("peer")).moveTo(folderPeer.intField("folder_id"));
        }
        return answers.updates(List.of());
    }
}
