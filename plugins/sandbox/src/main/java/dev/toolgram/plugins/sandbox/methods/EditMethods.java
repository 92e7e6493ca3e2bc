package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Channel;
import dev.toolgram.plugins.sandbox.world.Conversation;
import dev.toolgram.plugins.sandbox.world.Message;
import dev.toolgram.plugins.sandbox.world.Step;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Changing and deleting messages. */
final class EditMethods implements MethodGroup {
    private final World world;
    private final Peers peers;
    private final Answers answers;
    private final Publisher publisher;

    EditMethods(World world, Peers peers, Answers answers, Publisher publisher) {
        this.world = world;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
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
        Message old = conversation.message(asked.number("id"));
        if (old == null || old.isService()) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        if (!isOwn(old)) {
            throw RpcError.forbidden("MESSAGE_AUTHOR_REQUIRED");
        }
        String text = asked.text("message");
        boolean caption = old.media() != null && !old.hasMedia("messageMediaWebPage");
        Posting.checkText(text, caption);
        // Compared as text: entities are objects, whose text shows all of them.
        if (text.equals(old.text())
                && asked.objects("entities").toString().equals(old.entities().toString())) {
            throw RpcError.bad("MESSAGE_NOT_MODIFIED");
        }
        TlObject edited = old.tl()
                .with("message", text)
                .with("entities", asked.value("entities"))
                .with("edit_date", world.now());
        if (!caption) {
            edited = edited.with("media", asked.flag("no_webpage") ? null : SendMethods.preview(text));
        }
        Step step = conversation.replace(new Message(edited));
        publisher.tellOthers(call, step.updates());
        return answers.updates(step.updates());
    }

    private boolean isOwn(Message message) {
        TlObject sender = message.sender();
        return message.out() || (sender != null && sender.big("user_id") == world.account());
    }

    private TlObject deleteMessages(RpcCall call) {
        return delete(call, call.function().numbers("id"));
    }

    private TlObject delete(RpcCall call, Collection<Integer> ids) {
        int count = 0;
        List<TlObject> updates = new ArrayList<>();
        for (Map.Entry<Conversation, List<Integer>> entry :
                world.shared().existing(ids).entrySet()) {
            Step step = entry.getKey().remove(entry.getValue());
            count += step.count();
            updates.add(step.update());
        }
        publisher.tellOthers(call, updates);
        return Answers.affected(world.shared().pts(), count);
    }

    private TlObject deleteChannelMessages(RpcCall call) {
        Channel channel = peers.readableChannel(call.function().object("channel"));
        Conversation conversation = world.conversation(channel.peer());
        List<Integer> ids = call.function().numbers("id").stream()
                .filter(id -> conversation.message(id) != null)
                .toList();
        boolean administrator = channel.creator() == world.account();
        if (!administrator && conversation.select(ids).stream().anyMatch(message -> !isOwn(message))) {
            throw RpcError.forbidden("MESSAGE_DELETE_FORBIDDEN");
        }
        if (ids.isEmpty()) {
            return Answers.affected(conversation.box().pts(), 0);
        }
        Step step = conversation.remove(ids);
        publisher.tellOthers(call, step.updates());
        return Answers.affected(step.pts(), step.count());
    }

    private TlObject deleteHistory(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        int maxId = call.function().number("max_id");
        List<Integer> ids = conversation.ids().stream()
                .filter(id -> maxId == 0 || id <= maxId)
                .boxed()
                .toList();
        TlObject affected = delete(call, ids);
        return TlObject.of("messages.affectedHistory")
                .with("pts", affected.number("pts"))
                .with("pts_count", affected.number("pts_count"))
                .with("offset", 0);
    }
}
