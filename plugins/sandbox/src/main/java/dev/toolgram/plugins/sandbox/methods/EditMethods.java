package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Changing and deleting messages. */
final class EditMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;
    private final StoredEntities stored;

    EditMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
        this.stored = new StoredEntities(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.editMessage", this::editMessage);
        methods.put("messages.deleteMessages", this::deleteMessages);
        methods.put("channels.deleteMessages", this::deleteChannelMessages);
        methods.put("messages.deleteHistory", this::deleteHistory);
    }

    private TlObject editMessage(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        Message old = conversation.message(asked.intField("id"));
        if (old == null || old.isService()) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        if (!isOwn(old)) {
            throw RpcError.forbidden("MESSAGE_AUTHOR_REQUIRED");
        }
        TlObject media = asked.optional("media");
        if (media != null && media.is("inputMediaPoll")) {
            List<TlObject> updates = PollMethods.close(state, conversation, old);
            publisher.notifyOtherClients(call, updates);
            return answers.updates(updates);
        }
        String text = asked.stringField("message");
        boolean caption = old.media() != null && !old.hasMedia("messageMediaWebPage");
        MessageService.checkText(text, caption);
        List<TlObject> entities = stored.of(asked);
        // Compared as text: entities are objects, whose text shows all of them.
        if (text.equals(old.text())
                && (entities == null ? List.of() : entities)
                        .toString()
                        .equals(old.entities().toString())) {
            throw RpcError.bad("MESSAGE_NOT_MODIFIED");
        }
        TlObject edited =
                old.tl().with("message", text).with("entities", entities).with("edit_date", state.now());
        if (!caption) {
            edited = edited.with("media", asked.boolField("no_webpage") ? null : SendMethods.preview(text));
        }
        PtsUpdate step = conversation.replace(new Message(edited));
        publisher.notifyOtherClients(call, step.updates());
        return answers.updates(step.updates());
    }

    private boolean isOwn(Message message) {
        TlObject sender = message.sender();
        return message.out() || (sender != null && sender.longField("user_id") == state.account());
    }

    private TlObject deleteMessages(RpcCall call) {
        return delete(call, call.function().intFields("id"));
    }

    private TlObject delete(RpcCall call, Collection<Integer> ids) {
        int count = 0;
        List<TlObject> updates = new ArrayList<>();
        for (Map.Entry<Peer, List<Integer>> entry : state.shared().existing(ids).entrySet()) {
            PtsUpdate step = state.conversation(entry.getKey()).remove(entry.getValue());
            count += step.count();
            updates.add(step.update());
        }
        publisher.notifyOtherClients(call, updates);
        return Responses.affected(state.shared().pts(), count);
    }

    private TlObject deleteChannelMessages(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        Conversation conversation = state.conversation(channel.peer());
        List<Integer> ids = call.function().intFields("id").stream()
                .filter(id -> conversation.message(id) != null)
                .toList();
        boolean administrator = channel.allows(state.account(), "delete_messages");
        if (!administrator && conversation.select(ids).stream().anyMatch(message -> !isOwn(message))) {
            throw RpcError.forbidden("MESSAGE_DELETE_FORBIDDEN");
        }
        if (ids.isEmpty()) {
            return Responses.affected(conversation.box().pts(), 0);
        }
        if (administrator) {
            conversation
                    .select(ids)
                    .forEach(message -> channel.log()
                            .add(
                                    state.account(),
                                    state.now(),
                                    TlObject.of("channelAdminLogEventActionDeleteMessage", "message", message.tl())));
        }
        PtsUpdate step = conversation.remove(ids);
        publisher.notifyOtherClients(call, step.updates());
        return Responses.affected(step.pts(), step.count());
    }

    private TlObject deleteHistory(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        int maxId = call.function().intField("max_id");
        List<Integer> ids = conversation.ids().stream()
                .filter(id -> maxId == 0 || id <= maxId)
                .boxed()
                .toList();
        TlObject affected = delete(call, ids);
        return TlObject.of("messages.affectedHistory")
                .with("pts", affected.intField("pts"))
                .with("pts_count", affected.intField("pts_count"))
                .with("offset", 0);
    }
}
