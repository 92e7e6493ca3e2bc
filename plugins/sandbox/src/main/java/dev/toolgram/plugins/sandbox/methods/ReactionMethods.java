package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Channel;
import dev.toolgram.plugins.sandbox.model.Content;
import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Media;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.Reactions;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.mtproto.RpcError;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reactions to messages. */
final class ReactionMethods implements MethodGroup {
    private static final int MAX_PAGE_SIZE = 100;

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;
    private final UpdatePublisher publisher;
    private final TlObject available;

    ReactionMethods(ServerState state, PeerResolver peers, Responses answers, UpdatePublisher publisher) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
        this.publisher = publisher;
        this.available = available(new Media(state));
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("messages.getAvailableReactions", call -> available);
        methods.put("messages.sendReaction", this::sendReaction);
        methods.put("messages.getMessageReactionsList", this::getMessageReactionsList);
        methods.put("messages.getMessagesReactions", this::getMessagesReactions);
    }

    /** The pictures are the same for all: no client of the sandbox shows them. */
    private static TlObject available(Media media) {
        TlObject picture = sticker(media, "image/webp");
        TlObject animation = sticker(media, "application/x-tgsticker");
        List<TlObject> reactions = Reactions.EMOJI.stream()
                .map(emoji -> TlObject.of("availableReaction")
                        .with("reaction", emoji)
                        .with("title", emoji)
                        .with("static_icon", picture)
                        .with("appear_animation", animation)
                        .with("select_animation", animation)
                        .with("activate_animation", animation)
                        .with("effect_animation", animation))
                .toList();
        return TlObject.of("messages.availableReactions", "hash", 1, "reactions", reactions);
    }

    private static TlObject sticker(Media media, String mimeType) {
        List<TlObject> attributes = List.of(
                TlObject.of("documentAttributeImageSize", "w", 100, "h", 100),
                TlObject.of("documentAttributeSticker")
                        .with("alt", "")
                        .with("stickerset", TlObject.of("inputStickerSetEmpty")));
        return media.document(Content.of(new byte[] {1}), mimeType, attributes).object("document");
    }

    private TlObject sendReaction(RpcCall call) {
        List<TlObject> updates = react(state.account(), call.function());
        publisher.notifyOtherClients(call, updates);
        return answers.updates(updates);
    }

    /** Has a user react. */
    List<TlObject> react(long person, TlObject asked) {
        Conversation conversation = peers.readable(asked.object("peer"));
        Message message = conversation.message(asked.intField("msg_id"));
        if (message == null || message.isService()) {
            throw RpcError.bad("MESSAGE_ID_INVALID");
        }
        List<String> emoji = asked.objects("reaction").stream()
                .map(reaction -> reaction.stringField("emoticon"))
                .toList();
        Channel channel = state.channelOf(conversation.peer());
        List<String> allowed = channel == null ? Reactions.EMOJI : channel.reactions();
        if (!allowed.containsAll(emoji)) {
            throw RpcError.bad("REACTION_INVALID");
        }
        if (emoji.size() > 1) {
            throw RpcError.bad("REACTIONS_TOO_MANY");
        }
        boolean changed = state.reactions()
                .set(conversation.peer(), message.id(), person, emoji, asked.boolField("big"), state.now());
        if (!changed) {
            throw RpcError.bad("MESSAGE_NOT_MODIFIED");
        }
        TlObject reactions = reactions(conversation.peer(), message.id());
        conversation.restate(new Message(message.tl().with("reactions", reactions)));
        return List.of(update(conversation.peer(), message.id()));
    }

    private TlObject reactions(Peer peer, int message) {
        Channel channel = state.channelOf(peer);
        boolean listed = channel == null || channel.supergroup();
        return state.reactions().toTl(peer, message, state.account(), listed);
    }

    private TlObject update(Peer peer, int message) {
        return TlObject.of(
                "updateMessageReactions",
                "peer",
                peer.toTl(),
                "msg_id",
                message,
                "reactions",
                reactions(peer, message));
    }

    private TlObject getMessagesReactions(RpcCall call) {
        Conversation conversation = peers.readable(call.function().object("peer"));
        List<TlObject> updates = call.function().intFields("id").stream()
                .filter(id -> !state.reactions().of(conversation.peer(), id).isEmpty())
                .map(id -> update(conversation.peer(), id))
                .toList();
        return answers.updates(updates);
    }

    private TlObject getMessageReactionsList(RpcCall call) {
        TlObject asked = call.function();
        Conversation conversation = peers.readable(asked.object("peer"));
        Channel channel = state.channelOf(conversation.peer());
        if (conversation.peer().kind() == Peer.Kind.USER || (channel != null && !channel.supergroup())) {
            throw RpcError.forbidden("BROADCAST_FORBIDDEN");
        }
        List<Reactions.Given> all = new ArrayList<>(state.reactions().of(conversation.peer(), asked.intField("id")));
        TlObject only = asked.optional("reaction");
        if (only != null) {
            all.removeIf(each -> !each.emoji().equals(only.stringField("emoticon")));
        }
        int offset = asked.stringField("offset").isEmpty() ? 0 : Integer.parseInt(asked.stringField("offset"));
        int end = Math.min(all.size(), offset + Math.clamp(asked.intField("limit"), 1, MAX_PAGE_SIZE));
        List<TlObject> page = all.subList(Math.min(offset, end), end).stream()
                .map(each -> each.toTl(state.account()))
                .toList();
        return answers.withMentionedPeers(TlObject.of("messages.messageReactionsList")
                .with("count", all.size())
                .with("reactions", page)
                .with("next_offset", end < all.size() ? Integer.toString(end) : null));
    }
}
