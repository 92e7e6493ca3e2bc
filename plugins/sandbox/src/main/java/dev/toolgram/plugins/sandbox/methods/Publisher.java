package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import dev.toolgram.plugins.sandbox.world.World;
import java.util.List;

/** Tells the account's clients what happened. */
public final class Publisher {
    private final Answers answers;
    private final Pusher pusher;

    /** About this world. */
    public Publisher(World world, Pusher pusher) {
        this.answers = new Answers(world);
        this.pusher = pusher;
    }

    /** Tells every client of the account; call it without holding the world's monitor. */
    public void tellEveryone(TlObject updates) {
        pusher.push(updates, AuthKey::authorized);
    }

    /** Tells the account's other clients, once the one that called has its answer. */
    void tellOthers(RpcCall call, List<TlObject> updates) {
        if (!updates.isEmpty()) {
            TlObject told = answers.updates(updates);
            call.afterwards(() -> pusher.push(told, key -> key.authorized() && key != call.key()));
        }
    }
}
