package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.Conversation;
import dev.toolgram.plugins.sandbox.model.Message;
import dev.toolgram.plugins.sandbox.model.MessageBox;
import dev.toolgram.plugins.sandbox.model.Page;
import dev.toolgram.plugins.sandbox.model.Peer;
import dev.toolgram.plugins.sandbox.model.PtsUpdate;
import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Methods that return missed updates to a client that was offline. */
final class UpdateMethods implements MethodGroup {
    private static final int MAX_UPDATES = 500;
    private static final int CHANNEL_TIMEOUT = 30;
    private static final int NEWEST_MESSAGES = 10;

    private final ServerState state;
    private final PeerResolver peers;
    private final Responses answers;

    UpdateMethods(ServerState state, PeerResolver peers, Responses answers) {
        this.state = state;
        this.peers = peers;
        this.answers = answers;
    }

    @Override
    public void addTo(Map<String, ApiMethod> methods) {
        methods.put("updates.getState", call -> answers.state());
        methods.put("updates.getDifference", this::difference);
        methods.put("updates.getChannelDifference", this::channelDifference);
    }

    private TlObject difference(RpcCall call) {
        TlObject asked = call.function();
        MessageBox box = state.shared();
        int known = asked.intField("pts");
        if (!box.remembers(known)) {
            return TlObject.of("updates.differenceTooLong", "pts", box.pts());
        }
        List<PtsUpdate> steps = box.since(known);
        if (asked.has("pts_limit") && asked.intField("pts_limit") < box.pts() - known) {
            return slice(steps.subList(0, 1), false);
        }
        if (steps.size() > MAX_UPDATES) {
            return slice(steps.subList(0, MAX_UPDATES), true);
        }
        List<TlObject> channels = asked.has("pts_limit") ? List.of() : changedChannels(asked.intField("date"));
        if (steps.isEmpty() && channels.isEmpty()) {
            return TlObject.of("updates.differenceEmpty", "date", state.now(), "seq", 1);
        }
        TlObject difference = events("updates.difference", steps, true, channels);
        return answers.withMentionedPeers(difference.with("state", answers.state()));
    }

    /**
     * A part of what was missed. A client that repairs a gap of one event insists on getting exactly that one, without
     * the identification of its own message.
     */
    private TlObject slice(List<PtsUpdate> steps, boolean identified) {
        TlObject slice = events("updates.differenceSlice", steps, identified, List.of());
        return answers.withMentionedPeers(
                slice.with("intermediate_state", answers.state(steps.getLast().pts())));
    }

    private static TlObject events(String name, List<PtsUpdate> steps, boolean identified, List<TlObject> more) {
        List<TlObject> messages = new ArrayList<>();
        List<TlObject> others = new ArrayList<>();
        for (PtsUpdate step : steps) {
            if (step.isNewMessage()) {
                messages.add(step.message().tl());
                if (identified) {
                    others.addAll(step.identification());
                }
            } else {
                others.add(step.update());
            }
        }
        others.addAll(more);
        return TlObject.of(name, "new_messages", messages, "other_updates", others);
    }

    /** Channels have boxes of their own; the account's difference only says which of them have news. */
    private List<TlObject> changedChannels(int since) {
        List<TlObject> changed = new ArrayList<>();
        for (Conversation conversation : state.conversations()) {
            Peer peer = conversation.peer();
            Message newest = conversation.newest();
            if (newest != null && newest.date() >= since && state.isMember(peer)) {
                changed.add(TlObject.of("updateChannelTooLong")
                        .with("channel_id", peer.id())
                        .with("pts", conversation.box().pts()));
            }
        }
        return changed;
    }

    private TlObject channelDifference(RpcCall call) {
        TlObject asked = call.function();
        Peer peer = peers.readableChannel(asked.object("channel")).peer();
        MessageBox box = state.conversation(peer).box();
        List<PtsUpdate> steps = box.since(asked.intField("pts"));
        if (steps.isEmpty()) {
            return TlObject.of(
                    "updates.channelDifferenceEmpty", "final", true, "pts", box.pts(), "timeout", CHANNEL_TIMEOUT);
        }
        int limit = Math.clamp(asked.intField("limit"), 1, MAX_UPDATES);
        // A client that waits for the outcome of its own messages needs their identification.
        if (box.isTooLong(asked.intField("pts"), limit)
                && steps.stream().allMatch(step -> step.identification().isEmpty())) {
            return tooLong(state.conversation(peer));
        }
        List<PtsUpdate> page = steps.subList(0, Math.min(limit, steps.size()));
        return answers.withMentionedPeers(events("updates.channelDifference", page, true, List.of())
                .with("final", page.size() == steps.size())
                .with("pts", page.getLast().pts())
                .with("timeout", CHANNEL_TIMEOUT));
    }

    /** Instead of too many updates only the newest messages: the client has to read the history between. */
    private TlObject tooLong(Conversation conversation) {
        List<TlObject> newest = conversation.page(Page.newest(NEWEST_MESSAGES)).stream()
                .map(Message::tl)
                .toList();
        return answers.withMentionedPeers(TlObject.of("updates.channelDifferenceTooLong")
                .with("final", true)
                .with("timeout", CHANNEL_TIMEOUT)
                .with("dialog", conversation.toTl())
                .with("messages", newest));
    }
}
