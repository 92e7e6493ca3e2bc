package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Conversation;
import dev.toolgram.plugins.sandbox.world.Draft;
import dev.toolgram.plugins.sandbox.world.Media;
import dev.toolgram.plugins.sandbox.world.Step;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sending texts and files. */
final class SendMethods implements MethodGroup {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");

    private final World world;
    private final Peers peers;
    private final Posting posting;
    private final IncomingMedia incoming;

    SendMethods(World world, Peers peers, Posting posting) {
        this.world = world;
        this.peers = peers;
        this.posting = posting;
        this.incoming = new IncomingMedia(world);
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
        String text = asked.text("message");
        Posting.checkText(text, false);
        return send(call, asked.flag("no_webpage") ? null : preview(text));
    }

    static @Nullable TlObject preview(String text) {
        Matcher link = LINK.matcher(text);
        return link.find() ? Media.webPage(link.group()) : null;
    }

    private TlObject sendMedia(RpcCall call) {
        Posting.checkText(call.function().text("message"), true);
        return send(call, incoming.read(call.function().object("media")));
    }

    private TlObject send(RpcCall call, @Nullable TlObject media) {
        TlObject asked = call.function();
        Conversation conversation = peers.writable(asked.object("peer"));
        TlObject draft = draft(conversation, asked, asked, media);
        return posting.answer(List.of(posting.send(call, conversation, draft, asked.big("random_id"))));
    }

    private TlObject sendMultiMedia(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.writable(asked.object("peer"));
        List<Step> steps = new ArrayList<>();
        long album = 0;
        for (TlObject single : asked.objects("multi_media")) {
            album = album == 0 ? single.big("random_id") : album;
            TlObject media = incoming.read(single.object("media"));
            TlObject draft = draft(conversation, asked, single, media).with("grouped_id", album);
            steps.add(posting.send(call, conversation, draft, single.big("random_id")));
        }
        return posting.answer(steps);
    }

    private TlObject draft(Conversation conversation, TlObject asked, TlObject content, @Nullable TlObject media) {
        TlObject draft =
                Draft.of(world, conversation.peer(), world.account(), world.now(), content.text("message"), media);
        return draft.with("entities", content.value("entities"))
                .with("silent", asked.flag("silent"))
                .with("noforwards", asked.flag("noforwards"))
                .with("invert_media", asked.flag("invert_media"))
                .with("reply_to", reply(asked.optional("reply_to")));
    }

    private static @Nullable TlObject reply(@Nullable TlObject asked) {
        if (asked == null || !asked.is("inputReplyToMessage")) {
            return null;
        }
        TlObject header = Draft.replyTo(asked.number("reply_to_msg_id"));
        return asked.has("quote_text")
                ? header.with("quote", true)
                        .with("quote_text", asked.text("quote_text"))
                        .with("quote_entities", asked.value("quote_entities"))
                        .with("quote_offset", asked.value("quote_offset"))
                : header;
    }
}
