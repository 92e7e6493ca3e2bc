package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.Conversation;
import dev.toolgram.plugins.sandbox.world.Message;
import dev.toolgram.plugins.sandbox.world.MessageBox;
import dev.toolgram.plugins.sandbox.world.Peer;
import dev.toolgram.plugins.sandbox.world.Step;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a client that was away learns what it missed. */
final class UpdateMethods implements MethodGroup {
    private static final int MOST_STEPS = 500;
    private static final int CHANNEL_TIMEOUT = 30;

    private final World world;
    private final Peers peers;
    private final Answers answers;

    UpdateMethods(World world, Peers peers, Answers answers) {
        this.world = world;
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
        MessageBox box = world.shared();
        int known = asked.number("pts");
        if (!box.remembers(known)) {
            return TlObject.of("updates.differenceTooLong", "pts", box.pts());
        }
        List<Step> steps = box.since(known);
        if (asked.has("pts_limit") && asked.number("pts_limit") < box.pts() - known) {
            return slice(steps.subList(0, 1), false);
        }
        if (steps.size() > MOST_STEPS) {
            return slice(steps.subList(0, MOST_STEPS), true);
        }
        List<TlObject> channels = asked.has("pts_limit") ? List.of() : changedChannels(asked.number("date"));
        if (steps.isEmpty() && channels.isEmpty()) {
            return TlObject.of("updates.differenceEmpty", "date", world.now(), "seq", 1);
        }
        TlObject difference = events("updates.difference", steps, true, channels);
        return answers.withCast(difference.with("state", answers.state()));
    }

    /**
     * A part of what was missed. A client that repairs a gap of one event insists on getting exactly that one, without
     * the identification of its own message.
     */
    private TlObject slice(List<Step> steps, boolean identified) {
        TlObject slice = events("updates.differenceSlice", steps, identified, List.of());
        return answers.withCast(
                slice.with("intermediate_state", answers.state(steps.getLast().pts())));
    }

    private static TlObject events(String name, List<Step> steps, boolean identified, List<TlObject> more) {
        List<TlObject> messages = new ArrayList<>();
        List<TlObject> others = new ArrayList<>();
        for (Step step : steps) {
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
        for (Conversation conversation : world.conversations()) {
            Peer peer = conversation.peer();
            Message newest = conversation.newest();
            if (newest != null && newest.date() >= since && world.isMember(peer)) {
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
        MessageBox box = world.conversation(peer).box();
        List<Step> steps = box.since(asked.number("pts"));
        if (steps.isEmpty()) {
            return TlObject.of(
                    "updates.channelDifferenceEmpty", "final", true, "pts", box.pts(), "timeout", CHANNEL_TIMEOUT);
        }
        int limit = Math.clamp(asked.number("limit"), 1, MOST_STEPS);
        List<Step> page = steps.subList(0, Math.min(limit, steps.size()));
        return answers.withCast(events("updates.channelDifference", page, true, List.of())
                .with("final", page.size() == steps.size())
                .with("pts", page.getLast().pts())
                .with("timeout", CHANNEL_TIMEOUT));
    }
}
