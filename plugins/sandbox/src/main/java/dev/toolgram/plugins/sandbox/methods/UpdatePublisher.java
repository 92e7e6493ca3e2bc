package dev.toolgram.plugins.sandbox.methods;

import dev.toolgram.plugins.sandbox.model.ServerState;
import dev.toolgram.plugins.sandbox.mtproto.AuthKey;
import dev.toolgram.plugins.sandbox.mtproto.Pusher;
import dev.toolgram.plugins.sandbox.mtproto.RpcCall;
import dev.toolgram.plugins.sandbox.tl.TlObject;
import java.util.List;

/** Tells the account's clients what happened. */
public final class UpdatePublisher {
    private final Responses answers;
    private final Pusher pusher;

    /** About this state. */
    public UpdatePublisher(ServerState state, Pusher pusher) {
        this.answers = new Responses(state);
        this.pusher = pusher;
    }

    /** Tells every client of the account; call it without holding the world's monitor. */
    public void notifyAllClients(TlObject updates) {
        pusher.push(updates, AuthKey::authorized);
    }

    /** Tells the account's other clients, once the one that called has its answer. */
    void notifyOtherClients(RpcCall call, List<TlObject> updates) {
        if (!updates.isEmpty()) {
            TlObject told = answers.updates(updates);
            call.afterwards(() -> pusher.push(told, key -> key.authorized() && key != call.key()));
        }
    }
}
