package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Forum;
import dev.toolgram.plugins.sandbox.model.Links;
import dev.toolgram.plugins.sandbox.model.Media;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.NewMessages;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sending texts and files. */
final class SendMethods implements MethodGroup {
    private final ServerState state;
    private final PeerResolver peers;
    private final MessageService posting;
    private final InputMediaConverter incoming;
    private final StoredEntities entities;

    SendMethods(ServerState state, PeerResolver peers, MessageService posting) {
        this.state = state;
        this.peers = peers;
        this.posting = posting;
        this.incoming = new InputMediaConverter(state);
        this.entities = new StoredEntities(state);
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.sendMessage", this::sendMessage);
        methods.put("messages.sendMedia", this::sendMedia);
        methods.put("messages.sendMultiMedia", this::sendMultiMedia);
        methods.put(
                "messages.uploadMedia", call -> incoming.read(call.function().object("media")));
    }

    private TlObject sendMessage(RpcCall call) {
        TlObject asked = call.function();
        String text = asked.stringField("message");
        MessageService.checkText(text, false);
        return send(call, asked.boolField("no_webpage") ? null : preview(text));
    }

    static @Nullable TlObject preview(String text) {
        String link = Links.first(text);
        return link == null ? null : Media.webPage(link);
    }

    private TlObject sendMedia(RpcCall call) {
        MessageService.checkText(call.function().stringField("message"), true);
        return send(call, incoming.read(call.function().object("media")));
    }

    private TlObject send(RpcCall call, @Nullable TlObject media) {
        TlObject asked = call.function();
        Conversation conversation = peers.writable(asked.object("peer"));
        TlObject draft = draft(conversation, asked, asked, media);
        long randomId = asked.longField("random_id");
        return asked.has("schedule_date")
                ? posting.answers(
                        posting.schedule(call, conversation, draft, asked.intField("schedule_date"), randomId))
                : posting.answer(List.of(posting.send(call, conversation, draft, randomId)));
    }

    private TlObject sendMultiMedia(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.writable(asked.object("peer"));
        List<PtsUpdate> steps = new ArrayList<>();
        List<TlObject> scheduled = new ArrayList<>();
        long album = 0;
        for (TlObject single : asked.objects("multi_media")) {
            album = album == 0 ? single.longField("random_id") : album;
            MessageService.checkText(single.stringField("message"), true);
            TlObject media = incoming.read(single.object("media"));
            TlObject draft = draft(conversation, asked, single, media).with("grouped_id", album);
            long randomId = single.longField("random_id");
            if (asked.has("schedule_date")) {
                scheduled.addAll(
                        posting.schedule(call, conversation, draft, asked.intField("schedule_date"), randomId));
            } else {
                steps.add(posting.send(call, conversation, draft, randomId));
            }
        }
        return scheduled.isEmpty() ? posting.answer(steps) : posting.answers(scheduled);
    }

    private TlObject draft(Conversation conversation, TlObject asked, TlObject content, @Nullable TlObject media) {
        TlObject draft = NewMessages.of(
                state, conversation.peer(), state.account(), state.now(), content.stringField("message"), media);
        return draft.with("entities", entities.of(content))
                .with("silent", asked.boolField("silent"))
                .with("noforwards", asked.boolField("noforwards"))
                .with("invert_media", asked.boolField("invert_media"))
                .with("reply_to", reply(conversation, asked.optional("reply_to")));
    }

    private @Nullable TlObject reply(Conversation conversation, @Nullable TlObject asked) {
        if (asked == null || !asked.is("inputReplyToMessage")) {
            return null;
        }
        TlObject header = header(conversation, asked.intField("reply_to_msg_id"), asked.intField("top_msg_id"));
        return header != null && asked.has("quote_text")
                ? header.with("quote", true)
                        .with("quote_text", asked.stringField("quote_text"))
                        .with("quote_entities", entities.of(asked, "quote_entities"))
                        .with("quote_offset", asked.value("quote_offset"))
                : header;
    }

    private @Nullable TlObject header(Conversation conversation, int replyTo, int asked) {
        Channel channel = state.channelOf(conversation.peer());
        Forum forum = channel == null ? null : channel.forum();
        if (channel == null || forum == null) {
            return Message.replyTo(replyTo);
        }
        Message answered = conversation.message(replyTo);
        int topic = asked != 0 || answered == null ? Math.max(asked, Forum.GENERAL) : Forum.topicOf(answered);
        Forum.Topic found = forum.topic(topic);
        if (found == null) {
            throw RpcError.bad("TOPIC_ID_INVALID");
        }
        if (found.closed() && channel.creator() != state.account()) {
            throw RpcError.bad("TOPIC_CLOSED");
        }
        return Forum.header(topic, replyTo);
    }
}
