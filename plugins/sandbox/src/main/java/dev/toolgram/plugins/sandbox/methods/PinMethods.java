package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.NewMessages;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.Bytes;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pinning messages. */
final class PinMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;

    PinMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.updatePinnedMessage", this::updatePinnedMessage);
    }

    private TlObject updatePinnedMessage(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        Channel channel = state.channelOf(conversation.peer());
        if (channel != null && !channel.writableBy(state.account())) {
            throw RpcError.bad("CHAT_ADMIN_REQUIRED");
        }
        Message message = conversation.message(asked.intField("id"));
        if (message == null || message.isService()) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        boolean pinned = !asked.boolField("unpin");
        List<TlObject> updates = new ArrayList<>();
        if (message.tl().boolField("pinned") != pinned) {
            updates.add(conversation.pin(message, pinned).update());
            if (pinned && !asked.boolField("pm_oneside")) {
                updates.addAll(note(conversation, message).updates());
            }
        }
        publisher.notifyOtherClients(call, updates);
        return answers.updates(updates);
    }

    private PtsUpdate note(Conversation conversation, Message message) {
        TlObject action = TlObject.of("messageActionPinMessage");
        return conversation.add(
                NewMessages.event(state, conversation.peer(), state.account(), state.now(), action)
                        .with("reply_to", Message.replyTo(message.id())),
                Bytes.randomLong());
    }
}
